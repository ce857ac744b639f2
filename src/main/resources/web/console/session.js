// Who is signed in at this browser, and what they may do.
import * as api from './api.js';
import { codes } from './currencies.js';
import { followed } from './lib.js';

/**
 * `undefined` until it is known, `null` when nobody is signed in, else the session document. When a
 * session ends while somebody works, it stays here with `isOver`: the page is kept under the sign-in.
 */
const current = followed(undefined);

api.onSignedOut(() => {
  const session = current.get();
  if (session && !session.isOver) current.set({ ...session, isOver: true });
});

export const useSession = () => current.use();
export const session = () => current.get();

/** Whether the member who is signed in may do what any of these permissions opens. */
export function may(...permissions) {
  const held = current.get()?.permissions ?? [];
  return held.includes('admin') || permissions.some((each) => held.includes(each));
}

function begin(document) {
  const before = current.get();
  api.use(document.csrf_token);
  // Somebody else's half-filled forms are nobody's business.
  if (before?.isOver && before.staff?.id !== document.staff?.id) {
    location.reload();
    return;
  }
  current.set(document);
}

/** Finds out who is signed in. */
export async function resume() {
  try {
    begin(await api.get('/v1/session'));
  } catch (failure) {
    if (failure instanceof api.Refused && failure.status === 401) current.set(null);
    else throw failure;
  }
}

export async function signIn(email, password, businessId) {
  const body = { email, password };
  if (businessId) body.business_id = businessId;
  begin(await api.send('POST', '/v1/session', body));
}

export async function signOut() {
  try {
    await api.send('DELETE', '/v1/session');
  } catch (failure) {
    // Over already: the same thing.
    if (!(failure instanceof api.Refused && failure.status === 401)) throw failure;
  }
  sessionStorage.clear();
  location.hash = '';
  location.reload();
}

/** Completes when somebody is signed in again. */
export async function signedInAgain() {
  while (current.get() === null || current.get()?.isOver) {
    await new Promise((done) => setTimeout(done, 300));
  }
}

/**
 * Fetches the token again: whoever signed in in another tab has another one. Gives 'renewed' if it is
 * worth asking again with it, 'same' if not, 'other' if it is somebody else's session by now.
 */
export async function renewed() {
  const before = current.get();
  const document = await api.get('/v1/session');
  if (document.staff?.id !== before?.staff?.id) return 'other';
  api.use(document.csrf_token);
  current.set(document);
  return document.csrf_token === before.csrf_token ? 'same' : 'renewed';
}

/** The currencies that a wallet can be opened in here: those of the settings, or every one there is. */
export function currencies() {
  const { currencies: listed } = current.get().business;
  return listed.length > 0 ? listed : codes;
}
