// The OpenAPI document, as a reader wants it: references followed, operations in their order.
const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

/** What the reader sets in the bar at the top, or the service by itself. */
const NOT_SHOWN = ['X-Request-Id', 'traceparent'];

/** Reads the document of this service. */
export async function load() {
  const response = await fetch('/openapi.json');
  if (!response.ok) throw new Error(`The service answered ${response.status}.`);
  return describe(await response.json());
}

/**
 * info         of the document
 * tags         `{ name, description, operations }` in the document's order
 * operations   all of them by id
 */
export function describe(document) {
  const follow = (node) => resolved(document, node);
  const operations = new Map();
  const tags = document.tags.map((tag) => ({ ...tag, operations: [] }));
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS.filter((each) => item[each])) {
      const operation = read(path, method, item, follow);
      operations.set(operation.id, operation);
      tags.find((tag) => tag.name === operation.tag)?.operations.push(operation);
    }
  }
  return { info: document.info, tags: tags.filter((tag) => tag.operations.length), operations, follow };
}

function read(path, method, item, follow) {
  const definition = item[method];
  const parameters = [...(item.parameters ?? []), ...(definition.parameters ?? [])].map(follow);
  const body = definition.requestBody ? follow(definition.requestBody) : null;
  const [contentType, content] = body ? Object.entries(body.content)[0] : [null, null];
  return {
    id: definition.operationId,
    tag: definition.tags[0],
    method: method.toUpperCase(),
    path,
    summary: definition.summary,
    description: definition.description,
    isOpen: Boolean(definition.security),
    permissions: definition['x-required-permissions'] ?? [],
    parameters: parameters.filter((each) => !NOT_SHOWN.includes(each.name)),
    body: body && { required: Boolean(body.required), contentType, schema: content.schema, examples: examples(content, follow) },
    responses: Object.entries(definition.responses).map(([status, response]) => answer(status, follow(response), follow)),
  };
}

function answer(status, response, follow) {
  const [contentType, content] = Object.entries(response.content ?? {})[0] ?? [null, null];
  const isProblem = contentType === 'application/problem+json';
  return {
    status,
    description: response.description,
    headers: Object.entries(response.headers ?? {})
      .map(([name, header]) => ({ name, ...follow(header) }))
      .filter((header) => !NOT_SHOWN.includes(header.name)),
    contentType,
    isProblem,
    codes: isProblem ? content.schema.properties?.code?.enum ?? [] : [],
    schema: isProblem ? null : content?.['x-events']?.vitals ?? content?.schema ?? null,
    examples: content ? examples(content, follow) : [],
  };
}

/** `{ name, summary, value }`, however the document has them. */
function examples(content, follow) {
  if (content.examples) {
    return Object.entries(content.examples)
      .map(([name, example]) => [name, follow(example)])
      .map(([name, example]) => ({ name, summary: example.summary ?? name, value: example.value }));
  }
  if (content.example !== undefined) return [{ name: 'example', summary: 'Example', value: content.example }];
  const schema = content.schema ? follow(content.schema) : {};
  return (schema.examples ?? []).slice(0, 1).map((value) => ({ name: 'example', summary: 'Example', value }));
}

function resolved(document, node) {
  let found = node;
  while (found.$ref) {
    const target = found.$ref.slice(2).split('/').reduce((at, part) => at[part], document);
    const { $ref, ...beside } = found;
    found = { ...target, ...beside };
  }
  return found;
}

/** What a path is about: `wallet_id` under `/v1/wallets`; what is made there is remembered so. */
export function idName(path) {
  const name = (path.split('/')[2] ?? '').replaceAll('-', '_');
  return `${name.endsWith('s') ? name.slice(0, -1) : name}_id`;
}
