// A change that somebody means to make once. It is sent again under the same key while no answer
// says what became of it; what it contains, passwords included, is kept nowhere but in the form.
import { Lost, newKey, Refused, send } from '../api.js';
import { useEffect, useRef, useState } from '../lib.js';
import { renewed } from '../session.js';

const PAUSES_MILLIS = [1000, 2000, 4000, 8000];

/**
 * Gives `phase`: 'ready', 'sending', 'open' (nobody knows yet whether it was done) or 'refused', then
 * with `failure`; and `run(request)`, which completes with `{ answer }`, or null if it was refused.
 *
 * request: method, path, body
 */
export function useOnce() {
  const [state, setState] = useState({ phase: 'ready', failure: null });
  const key = useRef(newKey());
  const left = useRef(false);
  useEffect(() => () => {
    left.current = true;
  }, []);

  const run = async ({ method, path, body }) => {
    let wasOpen = false;
    setState({ phase: 'sending', failure: null });
    for (let attempt = 0; !left.current; attempt++) {
      try {
        const answer = await send(method, path, body, method === 'POST' ? key.current : undefined);
        key.current = newKey();
        setState({ phase: 'ready', failure: null });
        return { answer };
      } catch (failure) {
        if (failure.status === 403 && attempt === 0 && await isTokenRenewed()) continue;
        if (wasOpen && method === 'DELETE' && failure.status === 404) return { answer: null };
        if (!(failure instanceof Lost) && !failure.isOpen) {
          if (failure instanceof Refused && failure.status < 500) key.current = newKey();
          setState({ phase: 'refused', failure });
          return null;
        }
        wasOpen = true;
        setState({ phase: 'open', failure });
        await pause(attempt, failure.retryAfterSeconds);
      }
    }
    return null;
  };

  return { ...state, isBusy: state.phase === 'sending' || state.phase === 'open', run };
}

async function isTokenRenewed() {
  try {
    return await renewed();
  } catch {
    return false;
  }
}

function pause(attempt, retryAfterSeconds = 0) {
  const usual = PAUSES_MILLIS[Math.min(attempt, PAUSES_MILLIS.length - 1)];
  return new Promise((done) => setTimeout(done, Math.max(usual, retryAfterSeconds * 1000)));
}
