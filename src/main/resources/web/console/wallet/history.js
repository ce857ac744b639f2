// Everything that moved the balance, with the balance after it.
import { html, useState } from '../lib.js';
import { useList, useLocations } from '../lists.js';
import { change, money } from '../money.js';
import { may } from '../session.js';
import { Badge, Empty } from '../parts/states.js';
import { Table } from '../parts/table.js';
import { useReload } from './reloads.js';
import { Move, Refund } from './refund.js';
import { Moment, Reason, typeName, who } from './words.js';

/** What was given back of each payment. A refund is newer than what it refunds, so it is here too. */
function refunded(rows) {
  const back = new Map();
  for (const row of rows) {
    if (row.refunds) back.set(row.refunds, (back.get(row.refunds) ?? 0n) + BigInt(row.amount));
  }
  return back;
}

export function History({ wallet, mayAct, turn }) {
  const history = useList(`/v1/wallets/${wallet.id}/transactions`, { limit: 25 });
  const holds = useList(may('checkout', 'gateway') ? '/v1/authorizations' : null, { wallet_id: wallet.id, limit: 200 });
  const locations = useLocations();
  const [opened, setOpened] = useState(null);
  useReload(history, turn);
  useReload(holds, turn);
  if (!may('checkout', 'view_reports')) return null;
  // A capture is for what its hold was for, unless it says otherwise.
  const reasons = new Map(holds.rows.map((hold) => [hold.id, hold.reference]));
  const rows = history.rows.map((row) => ({ ...row, reference: row.reference ?? reasons.get(row.authorization_id) ?? null }));
  const back = refunded(rows);
  const left = (row) => (['debit', 'capture'].includes(row.type) ? -BigInt(row.amount) - (back.get(row.id) ?? 0n) : 0n);
  const columns = [
    { name: 'When', area: 'under', cell: (row) => html`<span><${Moment} time=${row.created_at} /><br class="wide" /> <span class="soft small">${who(row)}</span></span>` },
    {
      name: 'What', main: true, area: 'title', cell: (row) => html`<span>${typeName(row.type)}${' '}
        ${back.has(row.id) && html`<${Badge}>${left(row) === 0n ? 'Refunded' : `${money(back.get(row.id), row.currency)} refunded`}<//>`}</span>`,
    },
    { name: 'For', area: 'rest', cell: (row) => html`<${Reason} row=${row} locations=${locations} />` },
    { name: 'Amount', kind: 'money', area: 'value', cell: (row) => html`<span class=${row.amount > 0 ? 'in' : 'out'}>${change(row.amount, row.currency)}</span>` },
    { name: 'Balance', kind: 'money', area: 'beside', cell: (row) => html`<span class=${row.balance_after < 0 ? 'owes' : 'soft'}>${money(row.balance_after, row.currency)}</span>` },
  ];
  if (mayAct && may('checkout', 'gateway')) {
    columns.push({
      name: 'Actions', kind: 'actions', cell: (row) => left(row) > 0n && html`
        <button type="button" class="small quiet" onClick=${() => setOpened({ kind: 'refund', row })}>Refund</button>
        <button type="button" class="small quiet" onClick=${() => setOpened({ kind: 'move', row })}>Move</button>`,
    });
  }
  const close = () => setOpened(null);
  return html`
    <section class="card" aria-labelledby="history">
      <header><h2 id="history">History</h2></header>
      <${Table} compact caption="History" columns=${columns} list=${{ ...history, rows }} rowKey=${(row) => row.id}
        empty=${html`<${Empty} title="Nothing has moved yet."><p>What is added, paid or given back will be here.</p><//>`} />
      ${opened?.kind === 'refund' && html`<${Refund} payment=${opened.row} left=${left(opened.row)} onClose=${close} />`}
      ${opened?.kind === 'move' && html`<${Move} payment=${opened.row} left=${left(opened.row)} onClose=${close} />`}
    </section>`;
}
