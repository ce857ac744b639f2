// One operation: what it does, what it takes, what it answers, and a place to try it.
import { html } from '/console/lib.js';
import { Line, Markdown } from './markdown.js';
import { Bounds, Schema } from './schema.js';
import { tinted, Trial } from './trial.js';

export function Operation({ operation, api }) {
  return html`
    <article class="operation">
      <header>
        <p class="tag-name">${operation.tag}</p>
        <h1 tabindex="-1">${operation.summary}</h1>
        <p class="way"><${Method} method=${operation.method} /> <code>${operation.path}</code></p>
      </header>
      <div class="columns">
        <div class="telling">
          <${Markdown} text=${operation.description} />
          <${Permissions} operation=${operation} />
          <${Parameters} operation=${operation} api=${api} />
          <${Body} operation=${operation} api=${api} />
          <${Responses} operation=${operation} api=${api} />
        </div>
        <section class="trying" aria-labelledby="try-it">
          <h2 id="try-it">Try it</h2>
          <${Trial} key=${operation.id} operation=${operation} />
        </section>
      </div>
      <${Neighbours} operation=${operation} api=${api} />
    </article>`;
}

export function Method({ method }) {
  return html`<span class="method ${method.toLowerCase()}">${method}</span>`;
}

function Permissions({ operation }) {
  if (operation.isOpen) return html`<p class="permissions">Needs no key.</p>`;
  if (operation.permissions.length === 0) return html`<p class="permissions">Every key may.</p>`;
  return html`
    <p class="permissions">Needs a key with
      ${operation.permissions.map((each, i) => html`${i > 0 && ' or'} <span class="badge info">${each}</span>`)}
      ${!operation.permissions.includes('admin') && html` or <span class="badge">admin</span>`}
    </p>`;
}

const PLACES = { path: 'in the path', query: 'in the query', header: 'header' };

function Parameters({ operation, api }) {
  if (operation.parameters.length === 0) return null;
  return html`
    <section aria-labelledby="parameters">
      <h2 id="parameters">Parameters</h2>
      <ul class="fields-of">
        ${operation.parameters.map((parameter) => {
          const schema = api.follow(parameter.schema ?? {});
          return html`
            <li key=${parameter.name}>
              <p class="field-head"><code class="name">${parameter.name}</code>
                <span class="kind">${schema.format ?? schema.type ?? 'string'} ${PLACES[parameter.in]}</span>
                ${parameter.required && html`<span class="must">required</span>`}</p>
              <p class="about"><${Line} text=${parameter.description} /></p>
              <${Bounds} schema=${schema} />
            </li>`;
        })}
      </ul>
    </section>`;
}

function Body({ operation, api }) {
  if (!operation.body) return null;
  return html`
    <section aria-labelledby="body">
      <h2 id="body">Body <span class="soft small">${operation.body.contentType}${!operation.body.required && ', may be left out'}</span></h2>
      <${Schema} schema=${operation.body.schema} follow=${api.follow} label="Fields of the body" isAsked=${true} />
    </section>`;
}

function Responses({ operation, api }) {
  return html`
    <section aria-labelledby="answers">
      <h2 id="answers">Answers</h2>
      ${operation.responses.map((response) => html`<${Response} key=${response.status} response=${response} api=${api} />`)}
    </section>`;
}

function Response({ response, api }) {
  const isGood = response.status < '300';
  return html`
    <details class="response" open=${isGood}>
      <summary><span class="badge ${isGood ? 'good' : 'bad'}">${response.status}</span>
        ${' '}${response.codes.length > 0
    ? response.codes.map((code, i) => html`${i > 0 && ', '}<code>${code}</code>`)
    : html`<${Line} text=${response.description} />`}</summary>
      <div class="inside">
        ${response.codes.length > 0 && html`<p><${Line} text=${response.description} /></p>`}
        ${response.headers.length > 0 && html`<ul class="fields-of">${response.headers.map((header) => html`
          <li key=${header.name}><p class="field-head"><code class="name">${header.name}</code><span class="kind">header</span></p>
            <p class="about"><${Line} text=${header.description} /></p></li>`)}</ul>`}
        ${response.schema && html`<${Schema} schema=${response.schema} follow=${api.follow} label="Fields of the answer" />`}
        ${response.examples.map((example) => html`
          <details key=${example.name}><summary>Example: ${example.summary}</summary>
            <pre tabindex="0" role="group" aria-label="Example of the answer"><code>${typeof example.value === 'string'
    ? example.value : tinted(JSON.stringify(example.value))}</code></pre></details>`)}
      </div>
    </details>`;
}

function Neighbours({ operation, api }) {
  const all = api.tags.flatMap((tag) => tag.operations);
  const at = all.indexOf(operation);
  const before = all[at - 1];
  const after = all[at + 1];
  return html`
    <nav class="neighbours" aria-label="Before and after">
      ${before ? html`<a href=${`#/${before.id}`}><span class="soft small">Before</span>${before.summary}</a>` : html`<span></span>`}
      ${after && html`<a class="after" href=${`#/${after.id}`}><span class="soft small">After</span>${after.summary}</a>`}
    </nav>`;
}
