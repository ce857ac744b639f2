// The stream of vital signs: opened, read, and opened again, for as long as the page is looked at.
import * as api from '../api.js';
import { signedInAgain } from '../session.js';

const PATH = '/v1/live';

/** The service tells every second: after this long without a word, the stream is dead. */
const SILENCE = 6000;

const WAIT_FIRST = 1000;
const WAIT_MAX = 30000;

/**
 * Follows the stream until it is closed; what the function returns closes it.
 *
 * onEvent  is given each event, once
 * onState  is given `{ kind, message }`: kind 'connecting', 'live', 'lost' or 'paused'
 */
export function follow(onEvent, onState) {
  let lastId = '';
  let abort = null;
  let wait = 0;
  let isClosed = false;
  let wake = () => {};

  const pause = (millis) => new Promise((done) => {
    const timer = setTimeout(done, millis);
    wake = () => {
      clearTimeout(timer);
      done();
    };
  });

  async function run() {
    while (!isClosed) {
      if (document.hidden) {
        onState({ kind: 'paused', message: 'Paused while nobody looks.' });
        await pause(3600_000);
        continue;
      }
      try {
        await open();
        wait = 0;
      } catch (failure) {
        if (isClosed || document.hidden) continue;
        wait = Math.min(WAIT_MAX, Math.max(WAIT_FIRST, wait * 2, (failure.retryAfterSeconds ?? 0) * 1000));
        onState({ kind: 'lost', message: failure.message, waitMillis: wait });
        await pause(wait);
      }
    }
  }

  /** Reads one stream to its end; fails if that is none that was meant. */
  async function open() {
    abort = new AbortController();
    if (!lastId) onState({ kind: 'connecting' });
    let watchdog = setTimeout(() => abort.abort(), SILENCE);
    const heard = () => {
      clearTimeout(watchdog);
      watchdog = setTimeout(() => abort.abort(), SILENCE);
    };
    try {
      const response = await fetch(PATH, {
        headers: { Accept: 'text/event-stream', ...(lastId ? { 'Last-Event-ID': lastId } : {}) },
        credentials: 'same-origin',
        cache: 'no-store',
        signal: abort.signal,
      });
      if (!response.ok) throw await refusal(response);
      await read(response.body.getReader(), heard);
    } catch (failure) {
      if (failure instanceof Refusal) throw failure;
      throw new Refusal('The connection to the service was lost.');
    } finally {
      clearTimeout(watchdog);
      abort.abort();
    }
  }

  async function read(reader, heard) {
    const decoder = new TextDecoder();
    let text = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      heard();
      text += decoder.decode(value, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop();
      blocks.forEach(take);
    }
  }

  function take(block) {
    const fields = {};
    for (const line of block.split('\n')) {
      const colon = line.indexOf(': ');
      if (colon > 0) fields[line.slice(0, colon)] = line.slice(colon + 2);
    }
    if (fields.event !== 'vitals' || !isNew(fields.id)) return;
    lastId = fields.id;
    onState({ kind: 'live' });
    onEvent(JSON.parse(fields.data));
  }

  /** Ids of one process ascend. */
  function isNew(id) {
    const [run, number] = split(id);
    const [lastRun, lastNumber] = split(lastId);
    return run !== lastRun || number > lastNumber;
  }

  const listen = () => {
    if (document.hidden) abort?.abort();
    wake();
  };
  const cut = () => abort?.abort();
  document.addEventListener('visibilitychange', listen);
  window.addEventListener('online', listen);
  window.addEventListener('offline', cut);
  run();
  return () => {
    isClosed = true;
    document.removeEventListener('visibilitychange', listen);
    window.removeEventListener('online', listen);
    window.removeEventListener('offline', cut);
    abort?.abort();
    wake();
  };
}

class Refusal extends Error {
  constructor(message, retryAfterSeconds = 0) {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

async function refusal(response) {
  if (response.status === 401) {
    await api.get('/v1/audit').catch(() => {}); // tells the frame, which asks to sign in
    await signedInAgain();
  }
  const seconds = Number.parseInt(response.headers.get('Retry-After') ?? '0', 10);
  if (response.status === 429) return new Refusal('As many pages of your business are watching as may.', seconds);
  return new Refusal(`The service answered ${response.status}.`, seconds);
}

function split(id) {
  const at = id.lastIndexOf('-');
  return [id.slice(0, at), Number(id.slice(at + 1))];
}
