// How far the book is proven, and what was found.

import { html } from '../lib.js';
import { AdminPage, ListTable, Loaded, Notice, momentText, useThing } from './parts.js';

const PARTS = {
  journal: ['Journal', 'Every movement balances, and adds up to what its wallet has.'],
  wallets: ['Wallets', 'Every balance and every hold is what its history says.'],
  cache: ['Cache', 'What Redis promises is never more than PostgreSQL has.'],
};

export function Audit() {
  const thing = useThing('/v1/audit');
  return html`
    <${AdminPage} title="Audit"
      lead="The service proves its own book all the time, a few places at a time. This is how far it is.">
      <${Loaded} thing=${thing}>${(audit) => html`
        <${Notice} tone=${audit.findings.length > 0 ? 'bad' : 'good'}>
          <p>${audit.findings.length > 0
            ? `${audit.findings.length.toLocaleString()} findings about your wallets. Have whoever runs the service look at them.`
            : 'Nothing was found: all that was proven is right.'}</p>
        <//>
        <div class="cards">
          ${audit.parts.map(({ part, proven_at: at, proven_count: count, started_at: started, checked_count: checked }) => html`
            <section class="card" key=${part} aria-label=${PARTS[part][0]}>
              <h2>${PARTS[part][0]}</h2>
              <p>${PARTS[part][1]}</p>
              <p>${at ? html`Last proven to the end <time datetime=${at}>${momentText(at)}</time>: <strong>${count.toLocaleString()}</strong>.` : 'Not proven to the end yet.'}</p>
              <p class="hint">${started ? `Under way: ${checked.toLocaleString()} so far.` : ' '}</p>
            </section>`)}
        </div>
        ${audit.findings.length > 0 && html`
          <${ListTable} list=${{ rows: audit.findings }} label="Findings" empty=""
            columns=${[
              { name: 'Found', cell: ({ found_at: at }) => momentText(at) },
              {
                name: 'Wallet', main: true,
                cell: ({ wallet_id: id }) => html`<a href=${`#/wallets/${id}`}>${id.slice(-12)}</a>`,
              },
              { name: 'Part', cell: ({ part }) => PARTS[part][0] },
              { name: 'What', cell: ({ detail }) => detail },
              {
                name: 'Since',
                cell: ({ repaired, quarantined }) => (repaired ? 'Repaired' : quarantined ? 'Quarantined' : 'Open'),
              },
            ]} />`}`}<//>
    <//>`;
}
