// The way to the service. An answer is a value, a "no" is `Refused`, no answer at all is `Lost`.

/** How long an answer is waited for, in milliseconds: longer than the service lets a request run. */
const PATIENCE = 15000;

/** The service said no, or that it cannot. */
export class Refused extends Error {
  constructor(status, problem, retryAfterSeconds) {
    super(problem.detail || problem.title || `The service answered ${status}.`);
    this.name = 'Refused';
    this.status = status;
    this.code = problem.code || '';
    this.problem = problem;
    this.faults = problem.errors || [];
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** Whether it may have been done all the same. */
  get isOpen() {
    return (this.status >= 500 && this.problem.outcome !== 'not_applied')
      || this.code === 'idempotency_key_in_progress';
  }
}

/** Nothing came back. What was asked for may have been done, or may still be. */
export class Lost extends Error {
  constructor(cause) {
    super('There is no connection to the service right now.', { cause });
    this.name = 'Lost';
  }
}

let csrfToken = null;
let signedOut = () => {};

/** The token that goes along with whatever changes something. */
export function use(token) {
  csrfToken = token;
}

/** Says who is to be told that nobody is signed in any more. */
export function onSignedOut(listener) {
  signedOut = listener;
}

/** A path with query parameters; those without a value are left out. */
export function address(path, parameters = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== null && value !== '') query.set(name, value);
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** Reads. */
export function get(path, parameters, { signal } = {}) {
  return exchange('GET', address(path, parameters), undefined, undefined, signal);
}

/**
 * Changes something, once: whatever is sent again under the same key has been done once, and is
 * answered as the first time. What moves money goes through an intention, which looks after its key.
 */
export function send(method, path, body, key) {
  return exchange(method, path, body, key);
}

/** A fresh idempotency key. */
export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  // On plain HTTP to another host browsers offer nothing but this.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function exchange(method, path, body, key, signal) {
  const headers = { Accept: 'application/json' };
  if (method !== 'GET' && csrfToken) headers['X-CSRF-Token'] = csrfToken;
  if (key) headers['Idempotency-Key'] = key;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const patience = AbortSignal.timeout(PATIENCE);
  let response;
  let text;
  try {
    response = await fetch(path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: 'same-origin',
      cache: 'no-store',
      signal: signal && AbortSignal.any ? AbortSignal.any([signal, patience]) : signal ?? patience,
    });
    text = await response.text();
  } catch (failure) {
    if (signal?.aborted) throw failure;
    throw new Lost(failure);
  }
  return understood(response, text, path);
}

function understood(response, text, path) {
  let document = null;
  try {
    document = text === '' ? null : JSON.parse(text);
  } catch (failure) {
    // Half an answer, or something between here and the service that answers for it.
    if (response.ok) throw new Lost(failure);
  }
  if (response.ok) return document;
  const wait = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  const refused = new Refused(response.status, document ?? {}, Number.isNaN(wait) ? 0 : wait);
  if (response.status === 401 && path !== '/v1/session') signedOut();
  throw refused;
}
