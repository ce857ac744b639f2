// Deposits that wait to be paid for.
import { html, useEffect, useState } from '../lib.js';
import { useList, useLocations } from '../lists.js';
import { money } from '../money.js';
import { Table } from '../parts/table.js';
import { CancelDeposit, Complete } from './add.js';
import { useReload } from './reloads.js';
import { Moment, Reason, who } from './words.js';

export function Deposits({ wallet, mayAct, turn, onLoaded }) {
  const pending = useList('/v1/deposits', { wallet_id: wallet.id, status: 'pending' });
  const locations = useLocations();
  const [opened, setOpened] = useState(null);
  useReload(pending, turn);
  useEffect(() => {
    if (!pending.isLoading) onLoaded();
  }, [pending.isLoading]);
  // Mostly there is none, and then there is nothing to say.
  if (pending.rows.length === 0 && !pending.failure) return null;
  const columns = [
    { name: 'Since', cell: (row) => html`<span><${Moment} time=${row.created_at} /> <span class="soft small">${who(row)}</span></span>` },
    { name: 'For', cell: (row) => html`<${Reason} row=${row} locations=${locations} />` },
    { name: 'Amount', kind: 'money', main: true, cell: (row) => money(row.amount, row.currency) },
  ];
  if (mayAct) {
    columns.push({
      name: 'Actions', kind: 'actions', cell: (row) => html`
        <button type="button" class="small primary" onClick=${() => setOpened({ kind: 'complete', row })}>Complete</button>
        <button type="button" class="small quiet" onClick=${() => setOpened({ kind: 'cancel', row })}>Cancel</button>`,
    });
  }
  const close = () => setOpened(null);
  return html`
    <section class="card" aria-labelledby="pending">
      <header><h2 id="pending">Pending deposits</h2></header>
      <${Table} caption="Pending deposits" columns=${columns} list=${pending} rowKey=${(row) => row.id} />
      ${opened?.kind === 'complete' && html`<${Complete} deposit=${opened.row} onClose=${close} />`}
      ${opened?.kind === 'cancel' && html`<${CancelDeposit} deposit=${opened.row} onClose=${close} />`}
    </section>`;
}
