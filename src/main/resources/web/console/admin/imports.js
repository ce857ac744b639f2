// Balances from another system, brought in as a CSV file.

import { html, useEffect, useRef, useState } from '../lib.js';
import { AdminPage, Badge, ListTable, Loaded, Notice, momentText, useEditable, useThing } from './parts.js';
import { upload } from './upload.js';

const BYTES_MAX = 128 * 1024 * 1024;

const STATUS = {
  receiving: ['warn', 'Coming in'],
  running: ['warn', 'Under way'],
  completed: ['good', 'Done'],
  failed: ['bad', 'Failed'],
};

const statusBadge = ({ status }) => html`<${Badge} tone=${STATUS[status][0]}>${STATUS[status][1]}<//>`;

export function Imports() {
  const list = useEditable('/v1/imports');
  return html`
    <${AdminPage} title="Imports" lead="Clients and their balances from another system, as a CSV file.">
      <${Upload} onTaken=${({ id }) => { location.hash = `#/admin/imports/${id}`; }} />
      <${ListTable} list=${list} label="Imports" empty="Nothing was imported yet."
        columns=${[
          {
            name: 'File', main: true,
            cell: ({ id, name }) => html`<a href=${`#/admin/imports/${id}`}>${name ?? 'Without a name'}</a>`,
          },
          { name: 'When', cell: ({ created_at: at }) => momentText(at) },
          { name: 'By', cell: ({ actor }) => actor?.name },
          { name: 'Status', cell: statusBadge },
          { name: 'Lines', kind: 'money', cell: ({ lines }) => lines.toLocaleString() },
          { name: 'Wrong', kind: 'money', cell: ({ errors }) => errors.toLocaleString() },
        ]} />
    <//>`;
}

/** Takes a file; the same file is imported once, so that sending it again is harmless. */
function Upload({ onTaken }) {
  const [file, setFile] = useState(null);
  const [sent, setSent] = useState(null);
  const [fault, setFault] = useState('');
  const send = async (event) => {
    event.preventDefault();
    if (!file) {
      setFault('Choose a file first.');
      return;
    }
    if (file.size > BYTES_MAX) {
      setFault('The file is larger than 128 MB. Split it, each part with the first line of column names.');
      return;
    }
    setFault('');
    setSent(0);
    try {
      onTaken(await upload(`/v1/imports?name=${encodeURIComponent(file.name)}`, file, 'text/csv', setSent));
    } catch (failure) {
      setFault(failure.message);
      setSent(null);
    }
  };
  return html`
    <form class="card upload" onSubmit=${send}>
      <p id="import-form">The first line names the columns: <code>client_reference</code>, <code>currency</code>, <code>balance</code>, and if
        wanted <code>client_name</code> and <code>credit_limit</code>. Amounts are whole numbers of the smallest unit: 12.50
        dollars are 1250, 1250 yen are 1250. Each balance is added to what the client has. The same file is never imported twice.</p>
      <div class="upload-row">
        <label class="field">CSV file
          <input type="file" accept=".csv,text/csv" aria-describedby="import-form" disabled=${sent !== null}
            onChange=${({ currentTarget }) => { setFile(currentTarget.files[0] ?? null); setFault(''); }} /></label>
        <button type="submit" class="primary" disabled=${sent !== null}>Import</button>
      </div>
      <p class="standing" role="status">${sent === null ? ' ' : `Sending the file: ${Math.floor(sent * 100)} %`}</p>
      ${fault && html`<p class="fault" role="alert">${fault}</p>`}
    </form>`;
}

/** One import: its progress as it goes on, and what was wrong with which line. */
export function ImportPage({ id }) {
  const thing = useThing(`/v1/imports/${id}`);
  const first = thing.value;
  const [latest, setLatest] = useState(null);
  const errors = useEditable(`/v1/imports/${id}/errors`);
  const reloaded = useRef(0);
  const shown = latest ?? first;
  const over = shown && (shown.status === 'completed' || shown.status === 'failed');
  useEffect(() => {
    if (!first || over) {
      return undefined;
    }
    const events = new EventSource(`/v1/imports/${id}/events`);
    const take = ({ data }) => setLatest(JSON.parse(data));
    for (const type of ['progress', 'completed', 'failed']) {
      events.addEventListener(type, take);
    }
    return () => events.close();
  }, [id, first !== null && first !== undefined, over]);
  useEffect(() => {
    if (over && latest && reloaded.current !== latest.errors) {
      reloaded.current = latest.errors;
      errors.reload();
    }
  }, [over]);
  return html`
    <${AdminPage} title=${shown?.name ?? 'Import'} back=${['#/admin/imports', 'Imports']}
      lead=${shown ? `Sent ${momentText(shown.created_at)}${shown.actor ? ` by ${shown.actor.name}` : ''}.` : ' '}>
      ${shown && html`<${Progress} of=${shown} />`}
      ${shown && (shown.errors > 0 ? html`
        <h2>What was wrong</h2>
        <p class="lead">These lines were passed over; the others went in. Put them right in a file of their own, and import that.</p>
        <${ListTable} list=${errors} label="Wrong lines" empty="Nothing is wrong so far."
          columns=${[
            { name: 'Line', main: true, kind: 'money', cell: ({ line }) => line.toLocaleString() },
            { name: 'Column', cell: ({ column }) => column && html`<code>${column}</code>` },
            { name: 'What is wrong', cell: ({ detail }) => detail },
          ]} />`
      : over && shown.status === 'completed' && html`<${Notice} tone="good"><p>Every line went in.</p><//>`)}
    <//>`;
}

function Progress({ of }) {
  const { status, lines, done, opened, credited, errors, detail } = of;
  return html`
    <div class="card">
      <p>${statusBadge(of)} <span role="status">${status === 'running' ? `${done.toLocaleString()} of ${lines.toLocaleString()} lines` : detail ?? ''}</span></p>
      <progress max=${Math.max(1, lines)} value=${status === 'completed' ? Math.max(1, lines) : done}
        aria-label="Lines worked off"></progress>
      <dl class="tiles">
        ${[['Lines', lines], ['Wallets opened', opened], ['Balances added', credited], ['Errors', errors]].map(([label, count]) => html`
          <div class="tile" key=${label}><dt>${label}</dt><dd>${count.toLocaleString()}</dd></div>`)}
      </dl>
    </div>`;
}
