// Forms: one that does something once, under an idempotency key, and one for whatever else is changed.
import { html, useEffect, useRef, useState } from '../lib.js';
import { useIntention } from '../intentions.js';
import { Lost, Refused } from '../api.js';
import { Icon } from './icons.js';
import { Notice, sentence } from './states.js';

/** What the service finds wrong, by the field it is about: `{ amount: '…' }`. */
export function faultsOf(failure) {
  const faults = {};
  for (const { pointer, detail } of failure?.faults ?? []) {
    const name = (pointer ?? '').split('/').filter(Boolean).join('.');
    if (detail) faults[name] = detail.charAt(0).toUpperCase() + detail.slice(1);
  }
  return faults;
}

/** Puts the cursor where the first fault is, once it is drawn; else where the form begins. */
function toFirstFault(form) {
  setTimeout(() => (form.current?.querySelector('[aria-invalid=true]')
    ?? form.current?.querySelector('input, select, textarea, button'))?.focus());
}

// A form that was done may give way to its next step in less time than a double click takes: the
// second click, or a key that is still down, is never meant for that one.
const notTwice = (event) => event.detail > 1 && event.preventDefault();
const notHeldDown = (event) => event.repeat && event.key === 'Enter'
  && event.target.tagName !== 'TEXTAREA' && event.preventDefault();

/**
 * What moves money or makes something.
 *
 * slot       what cannot be under way twice; see intentions.js
 * check      gives `{ request }`, or `{ faults }` by field
 * onDone     is given the answer
 * onFailed   is given the failure, if a form has more to say about it
 * explain    gives words for a failure, or null for the usual ones
 * children   a function of the faults by field, which gives the fields
 * submit     the button's text; `danger` for what cannot be taken back
 */
export function OnceForm({ slot, check, onDone, onFailed, explain, children, submit, danger, aside }) {
  const intention = useIntention(slot);
  const [faults, setFaults] = useState({});
  const form = useRef(null);
  const isHere = useRef(true);
  useEffect(() => () => {
    isHere.current = false;
  }, []);
  // Under way before this form was there: it can only be waited for.
  const [joined] = useState(intention.isBusy);
  const state = intention.state.get();
  const act = async (event) => {
    event.preventDefault();
    if (intention.isBusy) return;
    const checked = check();
    setFaults(checked.faults ?? {});
    if (checked.faults) {
      toFirstFault(form);
      return;
    }
    const answer = await intention.run(checked.request);
    if (!isHere.current) return;
    if (answer !== null) onDone(answer);
    else if (intention.state.get() === 'refused') {
      setFaults(faultsOf(intention.failure));
      onFailed?.(intention.failure);
      toFirstFault(form);
    }
  };
  if (joined && !intention.isBusy) {
    return state === 'refused'
      ? html`<${Notice} tone="bad" title="What was under way was not done."><p>Close this and begin again.</p><//>`
      : html`<${Notice} tone="good" title="It is done."><p>What was under way here went through.</p><//>`;
  }
  return html`
    <form ref=${form} onSubmit=${act} onKeyDown=${notHeldDown} novalidate>
      ${state === 'open' && html`<${StillOpen} intention=${intention} />`}
      ${state === 'refused' && html`
        <div role="alert"><${Notice} tone="bad" title="This was not done.">
          <p>${explain?.(intention.failure) ?? sentence(intention.failure)}</p>
        <//></div>`}
      <fieldset class="fields" disabled=${intention.isBusy}>${children(faults)}</fieldset>
      <footer>
        ${aside}
        <button type="submit" class=${danger ? 'danger' : 'primary'} aria-disabled=${intention.isBusy} disabled=${intention.isBusy} onClick=${notTwice}>
          ${intention.isBusy && html`<span class="spinner" aria-hidden="true"></span>`}${submit}
        </button>
      </footer>
    </form>`;
}

/** Nobody knows yet what became of it. */
export function StillOpen({ intention }) {
  return html`
    <div class="notice warn" role="alert">
      <${Icon} name="alert" />
      <div>
        <strong>We don’t know yet whether this went through.</strong>
        <p>
          ${intention.failure instanceof Lost
            ? 'The connection was lost.' : 'The service has not answered clearly.'}
          ${' '}We keep asking; it is done once, however often we ask. Do not start it again.
        </p>
      </div>
      <button type="button" onClick=${() => intention.wake()}>Ask now</button>
    </div>`;
}

/**
 * What changes something that is no money. `act` is given nothing and does it; what it throws is
 * shown. Its faults by field go to `children` as in `OnceForm`.
 */
export function PlainForm({ act, onDone, children, submit, danger, aside }) {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState(null);
  const form = useRef(null);
  const submitted = async (event) => {
    event.preventDefault();
    if (isBusy) return;
    setBusy(true);
    setFailure(null);
    try {
      const answer = await act();
      setBusy(false);
      onDone?.(answer);
    } catch (refused) {
      setBusy(false);
      if (!(refused instanceof Refused || refused instanceof Lost)) throw refused;
      setFailure(refused);
      toFirstFault(form);
    }
  };
  return html`
    <form ref=${form} onSubmit=${submitted} novalidate>
      ${failure && html`<div role="alert"><${Notice} tone="bad"><p>${sentence(failure)}</p><//></div>`}
      <fieldset class="fields" disabled=${isBusy}>${children(faultsOf(failure))}</fieldset>
      <footer>
        ${aside}
        <button type="submit" class=${danger ? 'danger' : 'primary'} disabled=${isBusy}>
          ${isBusy && html`<span class="spinner" aria-hidden="true"></span>`}${submit}
        </button>
      </footer>
    </form>`;
}
