// What the reader has given and made: the API key, and ids of things that trials made. Both last as
// long as the tab.
import { followed } from '/console/lib.js';

const KEY = 'holdfast.docs.key';
const MADE = 'holdfast.docs.made';

/** The key that a service started for trying out has, and none that is run for real. */
export const DEVELOPMENT_KEY = 'hf_dev_admin';

const key = followed(sessionStorage.getItem(KEY) ?? '');
const made = followed(JSON.parse(sessionStorage.getItem(MADE) ?? '{}'));

export const useKey = () => key.use();
export const currentKey = () => key.get();

export function setKey(value) {
  const clean = value.trim().replace(/^Bearer\s+/i, '');
  sessionStorage.setItem(KEY, clean);
  key.set(clean);
}

export const useMade = () => made.use();
export const allMade = () => made.get();

/** Remembers ids by name, as `wallet_id`. */
export function remember(ids) {
  const all = { ...made.get(), ...ids };
  sessionStorage.setItem(MADE, JSON.stringify(all));
  made.set(all);
}

/** An idempotency key that nobody used before. */
export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  // On plain HTTP to another host browsers offer nothing but this.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Ends the names that the trials of this tab give, so that they are nobody else's. */
export function ownName() {
  if (!made.get().name) remember({ name: newKey().slice(0, 6) });
  return made.get().name;
}
