// Requests to this service: made of the document's examples, sent, and written down as a curl line.
import { idName } from './description.js';
import { allMade, newKey, ownName, remember } from './keys.js';

/** Of a stream that does not end, so much is shown. */
const STREAM_EVENTS = 5;

/**
 * The request of an operation as it is proposed: `{ parameters: { name: value }, body }`. Ids are
 * those of what was made before; ids of other things that may be left out are.
 */
export function proposal(operation, example) {
  const parameters = {};
  for (const parameter of operation.parameters) {
    parameters[parameter.name] = proposed(operation, parameter);
  }
  const value = (example ?? operation.body?.examples[0])?.value;
  return { parameters, body: operation.body ? bodyOf(value ?? {}, operation) : null };
}

function proposed(operation, parameter) {
  if (parameter.name === 'Idempotency-Key') return newKey();
  if (parameter.in === 'path') {
    return parameter.name === 'n' ? '1' : allMade()[idName(operation.path)] ?? '';
  }
  if (!parameter.required) return '';
  return allMade()[parameter.name] ?? own(String(parameter.example ?? ''));
}

function bodyOf(value, operation) {
  if (typeof value === 'string') return own(value);
  const required = operation.body.schema.required ?? [];
  const filled = {};
  for (const [name, field] of Object.entries(value)) {
    const isId = name.endsWith('_id') && typeof field === 'string' && field.includes('-');
    if (!isId || allMade()[name]) filled[name] = isId ? allMade()[name] : field;
    else if (required.includes(name) || name === 'wallet_id' || name === 'plan_id') filled[name] = field;
  }
  return own(JSON.stringify(filled, null, 2));
}

/** Names of the examples belong to the demo chain, or to whoever tried before. */
function own(text) {
  return text
    .replaceAll(/cl_\d{4}/g, (name) => `${name}_${ownName()}`)
    .replaceAll('appointment-7731', `appointment-${ownName()}`)
    .replaceAll(/(daniel|maria)@example\.com/g, `$1-${ownName()}@example.com`);
}

/** What is sent, of what stands in the form. */
export function request(operation, values, key) {
  let path = operation.path;
  const query = new URLSearchParams();
  const headers = {};
  if (key && !operation.isOpen) headers.Authorization = `Bearer ${key}`;
  for (const parameter of operation.parameters) {
    const value = values.parameters[parameter.name] ?? '';
    if (parameter.in === 'path') path = path.replace(`{${parameter.name}}`, encodeURIComponent(value));
    else if (value !== '' && parameter.in === 'query') query.set(parameter.name, value);
    else if (value !== '') headers[parameter.name] = value;
  }
  if (operation.body) headers['Content-Type'] = operation.body.contentType;
  const csrf = allMade().csrf_token;
  if (!headers.Authorization && !operation.isOpen && operation.method !== 'GET' && csrf) headers['X-CSRF-Token'] = csrf;
  const text = query.toString();
  return {
    method: operation.method,
    path: text ? `${path}?${text}` : path,
    headers,
    body: operation.body ? values.body : undefined,
  };
}

/** The same for a terminal. */
export function curl({ method, path, headers, body }) {
  const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
  const parts = [`curl -i ${method === 'GET' ? '' : `-X ${method} `}${quoted(location.origin + path)}`];
  for (const [name, value] of Object.entries(headers)) parts.push(`-H ${quoted(`${name}: ${value}`)}`);
  if (body !== undefined) parts.push(`--data-binary ${quoted(compact(body))}`);
  return parts.join(' \\\n  ');
}

function compact(body) {
  try {
    return JSON.stringify(JSON.parse(body));
  } catch {
    return body;
  }
}

/**
 * Sends it. `{ status, headers, text, millis }`, or `{ failure }` if no answer came. Without a key,
 * who is signed in at the console is who asks.
 */
export async function send(operation, sent, signal) {
  const begun = performance.now();
  try {
    const response = await fetch(sent.path, {
      method: sent.method,
      headers: sent.headers,
      body: sent.body,
      credentials: sent.headers.Authorization ? 'omit' : 'same-origin',
      cache: 'no-store',
      signal,
    });
    const isStream = response.headers.get('Content-Type') === 'text/event-stream';
    const text = isStream ? await someOf(response) : await response.text();
    if (response.ok && !isStream) learn(operation, text);
    return {
      status: response.status,
      headers: [...response.headers.entries()],
      text,
      millis: Math.round(performance.now() - begun),
    };
  } catch (failure) {
    return { failure: signal?.aborted ? 'Stopped.' : `No answer came: ${failure.message}` };
  }
}

async function someOf(response) {
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  while (text.split('\n\n').length <= STREAM_EVENTS) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel();
  return `${text.split('\n\n').slice(0, STREAM_EVENTS).join('\n\n')}\n\n(and so on; closed here)`;
}

/** What was made goes into the requests after it. */
function learn(operation, text) {
  let made;
  try {
    made = JSON.parse(text);
  } catch {
    return;
  }
  const ids = {};
  if (operation.id === 'createSession') ids.csrf_token = made.csrf_token;
  if (operation.method === 'POST' && typeof made?.id === 'string') {
    ids[/^\/v1\/(debits|credits|adjustments)$/.test(operation.path) ? 'transaction_id' : idName(operation.path)] = made.id;
    if (operation.path === '/v1/membership-plans') ids.plan_id = made.id;
  } else if (operation.method === 'GET' && typeof made?.data?.[0]?.id === 'string' && /^\/v1\/[a-z-]+$/.test(operation.path)) {
    const name = operation.path === '/v1/events' ? 'event_id' : idName(operation.path);
    if (!allMade()[name]) ids[name] = made.data[0].id;
  }
  if (Object.keys(ids).length) remember(ids);
}
