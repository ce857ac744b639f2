// A request that can be sent from here, and what was answered.
import { html, useEffect, useId, useRef, useState } from '/console/lib.js';
import { curl, proposal, request, send } from './exchange.js';
import { newKey, useKey } from './keys.js';

/**
 * operation  of the document
 * compact    without its inputs, for who wants to see it work first
 * onAnswer   told of each answer
 */
export function Trial({ operation, example, compact = false, label = 'Send', onAnswer }) {
  const key = useKey();
  const [chosen, choose] = useState(example ?? operation.body?.examples[0]?.name);
  const fresh = () => proposal(operation, operation.body?.examples.find((each) => each.name === chosen));
  const [values, setValues] = useState(fresh);
  const [answer, setAnswer] = useState(null);
  const stop = useRef(null);
  const sentOnce = useRef(false);

  // In the compact form nothing is typed: what it uses was made meanwhile.
  useEffect(() => {
    if (sentOnce.current || compact) return;
    setValues(fresh());
  }, [chosen]);
  useEffect(() => () => stop.current?.abort(), []);

  const edit = (change) => {
    const renewed = sentOnce.current && 'Idempotency-Key' in values.parameters
      && !('Idempotency-Key' in (change.parameters ?? {}));
    sentOnce.current = false;
    setValues((old) => ({
      ...old,
      ...change,
      parameters: { ...old.parameters, ...change.parameters, ...(renewed ? { 'Idempotency-Key': newKey() } : {}) },
    }));
  };

  async function submit(event) {
    event?.preventDefault();
    if (stop.current) return;
    const used = compact && !sentOnce.current ? fresh() : values;
    setValues(used);
    stop.current = new AbortController();
    setAnswer({ isUnderWay: true });
    const got = await send(operation, request(operation, used, key), stop.current.signal);
    stop.current = null;
    sentOnce.current = true;
    setAnswer(got);
    onAnswer?.(got);
  }

  const sent = request(operation, compact && !sentOnce.current ? fresh() : values, key);
  const hasKey = 'Idempotency-Key' in values.parameters;
  const isUnderWay = Boolean(answer?.isUnderWay);
  return html`
    <form class="trial" onSubmit=${submit} aria-label="Try: ${operation.summary}"
      onKeyDown=${(event) => (event.ctrlKey || event.metaKey) && event.key === 'Enter' && submit(event)}>
      ${!compact && html`
        <${Examples} operation=${operation} chosen=${chosen} choose=${(name) => { sentOnce.current = false; choose(name); }} />
        <${Inputs} operation=${operation} values=${values} edit=${edit} />`}
      <${Curl} sent=${sent} />
      <p class="actions">
        <button type="submit" class="primary" disabled=${isUnderWay}>${label}</button>
        ${hasKey && answer?.status && !isUnderWay && html`
          <button type="button" onClick=${() => edit({ parameters: { 'Idempotency-Key': newKey() } })}>New key</button>`}
        ${isUnderWay && html`<button type="button" onClick=${() => stop.current?.abort()}>Stop</button>`}
        ${!key && !operation.isOpen && html`<span class="soft small">No key yet: paste one at the top.</span>`}
      </p>
      <div role="status" class="answer-place">${answer && html`<${Answer} answer=${answer} />`}</div>
    </form>`;
}

function Examples({ operation, chosen, choose }) {
  const examples = operation.body?.examples ?? [];
  const id = useId();
  if (examples.length < 2) return null;
  return html`
    <div class="field">
      <label for=${id}>Example</label>
      <select id=${id} value=${chosen} onChange=${(event) => choose(event.target.value)}>
        ${examples.map((each) => html`<option key=${each.name} value=${each.name}>${each.summary}</option>`)}
      </select>
    </div>`;
}

function Inputs({ operation, values, edit }) {
  const id = useId();
  return html`
    <div class="inputs">
      ${operation.parameters.map((parameter) => html`
        <div class="field" key=${parameter.name}>
          <label for=${`${id}-${parameter.name}`}><code>${parameter.name}</code>
            ${' '}${!parameter.required && html`<span class="optional">optional</span>`}</label>
          <input id=${`${id}-${parameter.name}`} value=${values.parameters[parameter.name] ?? ''} required=${parameter.required}
            placeholder=${parameter.required ? '' : String(parameter.example ?? '')} spellcheck="false" autocomplete="off"
            onInput=${(event) => edit({ parameters: { [parameter.name]: event.target.value } })} />
        </div>`)}
      ${operation.body && html`
        <div class="field">
          <label for=${`${id}-body`}>Body</label>
          <textarea id=${`${id}-body`} class="code" rows=${Math.min(16, Math.max(3, values.body.split('\n').length))}
            spellcheck="false" value=${values.body} onInput=${(event) => edit({ body: event.target.value })}></textarea>
        </div>`}
    </div>`;
}

/** The key is not shown, since others may see the screen; what is copied has it. */
function Curl({ sent }) {
  const [copied, setCopied] = useState('');
  const place = useRef(null);
  const whole = curl(sent);
  const authorization = sent.headers.Authorization;
  const text = authorization && copied !== 'marked' ? whole.replace(authorization, 'Bearer ••••••••') : whole;
  async function copy() {
    try {
      await navigator.clipboard.writeText(whole);
      setCopied('copied');
      setTimeout(() => setCopied(''), 2000);
    } catch {
      setCopied('marked');
    }
  }
  // Without TLS there is no clipboard to write to: what is marked can be copied by hand.
  useEffect(() => {
    if (copied === 'marked') getSelection().selectAllChildren(place.current);
  }, [copied]);
  return html`
    <div class="curl">
      <p><span class="soft small">In a terminal</span>
        <button type="button" class="small quiet" onClick=${copy}>${{ copied: 'Copied', marked: 'Marked' }[copied] ?? 'Copy'}</button></p>
      <pre tabindex="0" role="group" aria-label="The same for a terminal"><code ref=${place}>${text}</code></pre>
    </div>`;
}

function Answer({ answer }) {
  if (answer.isUnderWay) return html`<p class="soft">Waiting for the answer…</p>`;
  if (answer.failure) return html`<p class="fault">${answer.failure}</p>`;
  const replayed = answer.headers.some(([name]) => name === 'idempotent-replayed');
  return html`
    <div class="answer">
      <p><span class="badge ${answer.status < 400 ? 'good' : 'bad'}">${answer.status}</span>
        ${' '}<span class="soft small">in ${answer.millis} ms${replayed && ', the first answer again'}</span></p>
      <details><summary>Headers</summary>
        <dl class="headers">${answer.headers.map(([name, value]) => html`<div key=${name}><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
      </details>
      ${answer.text && html`<pre tabindex="0" role="group" aria-label="Body of the answer"><code>${tinted(answer.text)}</code></pre>`}
    </div>`;
}

/** JSON with its parts told apart; anything else as it is. Numbers stay the text that they are. */
export function tinted(text) {
  let pretty = text;
  try {
    pretty = JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
  return pretty.split(/("(?:[^"\\]|\\.)*"(?:\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?)/).map((part, i) => {
    if (i % 2 === 0) return part;
    const kind = part.endsWith(':') ? 'j-name' : part.startsWith('"') ? 'j-text' : 'j-value';
    return html`<span class=${kind}>${part}</span>`;
  });
}
