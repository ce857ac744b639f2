// What a member of staff means to do once: one intention, one idempotency key, one movement of money.
//
// The key is made when the form opens and kept until there is a definite answer. Where none came, the
// same request is sent again under the same key, by itself, until the service says what became of it;
// meanwhile nobody can start the same thing a second time. What is open outlives its form, and a
// reload of the page.
import { Lost, newKey, Refused, send } from './api.js';
import { followed, useEffect, useMemo } from './lib.js';
import { renewed, signedInAgain } from './session.js';
import { toast } from './parts/toasts.js';

const STORE = 'holdfast.open';
const PAUSES = [1000, 2000, 4000, 8000];

const all = new Map();
const open = followed([]);
const listeners = new Set();

/** Tells of each thing that was done: `listener(request, answer)`. Returns how to stop that. */
export function onDone(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The intentions of which nobody knows yet what became of them. */
export const useOpen = () => open.use();

class Intention {
  constructor(slot) {
    this.slot = slot;
    this.key = newKey();
    /** 'ready', 'sending', 'open' (nobody knows yet) or 'refused' (and nothing was done). */
    this.state = followed('ready');
    this.failure = null;
    this.request = null;
    this.watched = 0;
    this.wake = () => {};
  }

  get isBusy() {
    return this.state.get() === 'sending' || this.state.get() === 'open';
  }

  /** A form for it opens: as new, unless it is still under way. */
  begin() {
    if (this.isBusy) return;
    this.key = newKey();
    this.request = null;
    this.failure = null;
    this.state.set('ready');
  }

  /**
   * Does it. Gives the answer, or null if it was refused or is under way already; then `failure`
   * says why.
   *
   * request: method, path, body, and `title`, which says in words what it is
   */
  async run(request) {
    if (this.isBusy) return null;
    const same = this.request && JSON.stringify(this.request) === JSON.stringify(request);
    if (this.request && !same) this.key = newKey();
    this.request = request;
    this.failure = null;
    this.state.set('sending');
    remember();
    return this.pursue(false);
  }

  async pursue(wasOpen) {
    let isOpen = wasOpen;
    for (let attempt = 0; ; attempt++) {
      try {
        const answer = await send(this.request.method, this.request.path, this.request.body, this.key);
        return this.done(answer);
      } catch (failure) {
        if (!(failure instanceof Lost) && !(failure instanceof Refused)) throw failure;
        if (await this.mayAskAtOnce(failure, attempt, isOpen)) continue;
        isOpen ||= failure instanceof Lost || failure.isOpen;
        if (!isOpen || isDefinite(failure)) return this.refused(failure);
        this.failure = failure;
        this.state.set('open');
        open.set([...all.values()].filter((each) => each.state.get() === 'open'));
        await this.pause(attempt, failure);
      }
    }
  }

  /** Whether the caller was only not recognised, and is now. */
  async mayAskAtOnce(failure, attempt, isOpen) {
    if (failure.status === 401) {
      await signedInAgain();
      return true;
    }
    if (failure.status !== 403 || attempt > 0) return false;
    const session = await renewed().catch(() => 'same');
    if (session === 'other') {
      // Nothing was done, and it shall not be done in the name of somebody else.
      if (!isOpen) this.settle('refused');
      location.reload();
    }
    return session === 'renewed';
  }

  async pause(attempt, failure) {
    const millis = Math.max(
      PAUSES[Math.min(attempt, PAUSES.length - 1)], (failure.retryAfterSeconds ?? 0) * 1000);
    await new Promise((done) => {
      const timer = setTimeout(done, millis);
      this.wake = () => {
        clearTimeout(timer);
        done();
      };
    });
  }

  done(answer) {
    const { request } = this;
    this.settle('ready');
    for (const listener of [...listeners]) listener(request, answer);
    if (!this.watched) toast(`${request.title}: done.`);
    return answer;
  }

  refused(failure) {
    const { request } = this;
    this.settle('refused');
    this.failure = failure;
    // A form that asks for the same again may use the key again; what comes after a "no" may not.
    if (failure.status < 500) this.key = newKey();
    else this.request = request;
    if (!this.watched) toast(`${request.title}: not done. ${failure.message}`, 'bad');
    return null;
  }

  settle(state) {
    this.request = null;
    this.failure = null;
    this.state.set(state);
    open.set([...all.values()].filter((each) => each.state.get() === 'open'));
    remember();
  }
}

/**
 * Whether this answers what became of a request that may have been done before: only what the
 * service says after it looked for the key.
 */
function isDefinite(failure) {
  return failure instanceof Refused && !failure.isOpen && failure.status >= 400
    && failure.status < 500 && ![401, 403, 408, 413, 415, 429].includes(failure.status);
}

function remember() {
  const busy = [...all.values()].filter((each) => each.isBusy && each.request);
  sessionStorage.setItem(STORE, JSON.stringify(
    busy.map(({ slot, key, request }) => ({ slot, key, request }))));
}

function of(slot) {
  if (!all.has(slot)) all.set(slot, new Intention(slot));
  return all.get(slot);
}

/** Takes up what was open when the page was left. */
export function resumeOpen() {
  for (const { slot, key, request } of JSON.parse(sessionStorage.getItem(STORE) ?? '[]')) {
    const intention = of(slot);
    if (intention.isBusy) continue;
    Object.assign(intention, { key, request });
    intention.state.set('open');
    intention.pursue(true);
  }
  open.set([...all.values()].filter((each) => each.state.get() === 'open'));
}

window.addEventListener('online', () => all.forEach((each) => each.wake()));

/**
 * The intention of a form or a button. `slot` says what cannot be under way twice, as
 * `pay/<wallet id>`.
 */
export function useIntention(slot) {
  const intention = useMemo(() => {
    const found = of(slot);
    found.begin();
    return found;
  }, [slot]);
  intention.state.use();
  useEffect(() => {
    intention.watched += 1;
    return () => {
      intention.watched -= 1;
    };
  }, [intention]);
  return intention;
}
