// What is held and neither captured nor given back yet.
import { html, useEffect, useState } from '../lib.js';
import { useList, useLocations } from '../lists.js';
import { money } from '../money.js';
import { fromNow, inFull } from '../times.js';
import { Failed } from '../parts/states.js';
import { Table } from '../parts/table.js';
import { Capture, Void } from './pay.js';
import { useReload } from './reloads.js';
import { Moment, Reason } from './words.js';

export function Holds({ wallet, mayAct, turn, onLoaded }) {
  const fresh = useList('/v1/authorizations', { wallet_id: wallet.id, status: 'authorized' });
  const partly = useList('/v1/authorizations', { wallet_id: wallet.id, status: 'partially_captured' });
  const locations = useLocations();
  const [opened, setOpened] = useState(null);
  useReload(fresh, turn);
  useReload(partly, turn);
  const isLoading = fresh.isLoading || partly.isLoading;
  useEffect(() => {
    if (!isLoading) onLoaded();
  }, [isLoading]);
  const failure = fresh.failure ?? partly.failure;
  const rows = [...fresh.rows, ...partly.rows].sort((a, b) => (a.created_at < b.created_at ? 1 : -1));
  if (rows.length === 0 && !failure) return null;
  const columns = [
    { name: 'Since', cell: (row) => html`<${Moment} time=${row.created_at} />` },
    { name: 'For', cell: (row) => html`<${Reason} row=${row} locations=${locations} />` },
    { name: 'Released', cell: (row) => html`<time datetime=${row.expires_at} title=${inFull(row.expires_at)}>${fromNow(row.expires_at)}</time>` },
    {
      name: 'Held', kind: 'money', main: true, cell: (row) => html`<span>${money(row.remaining_amount, row.currency)}
        ${row.captured_amount > 0 && html`<br /><span class="soft small">${money(row.captured_amount, row.currency)} captured</span>`}</span>`,
    },
  ];
  if (mayAct) {
    columns.push({
      name: 'Actions', kind: 'actions', cell: (row) => html`
        <button type="button" class="small primary" onClick=${() => setOpened({ kind: 'capture', row })}>Capture</button>
        <button type="button" class="small quiet" onClick=${() => setOpened({ kind: 'void', row })}>Void</button>`,
    });
  }
  const close = () => setOpened(null);
  const more = fresh.more ?? partly.more;
  return html`
    <section class="card" aria-labelledby="holds">
      <header><h2 id="holds">Open holds</h2></header>
      ${failure && html`<${Failed} failure=${failure} onRetry=${() => { fresh.reload(); partly.reload(); }} />`}
      ${rows.length > 0 && html`<${Table} caption="Open holds" columns=${columns} list=${{ rows, more }} rowKey=${(row) => row.id} />`}
      ${opened?.kind === 'capture' && html`<${Capture} hold=${opened.row} onClose=${close} />`}
      ${opened?.kind === 'void' && html`<${Void} hold=${opened.row} onClose=${close} />`}
    </section>`;
}
