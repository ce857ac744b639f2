// The rows of a report, the first of them; more on demand.

import { html, useEffect, useState } from '../lib.js';
import { amountText } from './amounts.js';
import { NO_LOCATION } from './figures.js';
import { momentText } from './period.js';
import { rowsKept } from './reading.js';

const ROWS_AT_A_TIME = 100;

const isRight = ({ kind }) => kind === 'money';

export function ReportTable({ report, state, zone }) {
  const [shown, setShown] = useState(ROWS_AT_A_TIME);
  useEffect(() => setShown(ROWS_AT_A_TIME), [report, state.phase === 'reading' && state.count === 0]);
  const { columns } = report;
  return html`
    <div class="table table-frame" role="region" aria-label=${`${report.title}: rows`} tabindex="0">
      <table role="table">
        <thead role="rowgroup">
          <tr role="row">${columns.map((column) => html`
            <th key=${column.key} role="columnheader" scope="col"
              class=${isRight(column) ? 'money' : ''}>${column.label}</th>`)}
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${state.rows.slice(0, shown).map((row, i) => html`
            <tr key=${i} role="row">${columns.map((column) => html`
              <td key=${column.key} role="cell" data-label=${column.label}
                class=${look(column, columns)}>${cell(column, row, zone)}</td>`)}
            </tr>`)}
        </tbody>
        ${state.phase === 'done' && html`<tfoot role="rowgroup">
          ${[...state.totals].map(([currency, total]) => html`
            <tr key=${currency} role="row">${columns.map((column, i) => isRight(column)
              ? html`<td key=${column.key} role="cell" data-label=${column.label} class="money">${amountText(total[column.key], currency)}</td>`
              : i === 0
                ? html`<th key=${column.key} role="rowheader" scope="row">Total ${currency}</th>`
                : html`<td key=${column.key} role="cell"></td>`)}
            </tr>`)}
        </tfoot>`}
      </table>
    </div>
    <div class="table-end">
      <p>${extent(shown, state, rowsKept(report))}</p>
      ${shown < state.rows.length && html`
        <button type="button" onClick=${() => setShown(shown + ROWS_AT_A_TIME)}>Show ${Math.min(ROWS_AT_A_TIME, state.rows.length - shown)} more</button>`}
    </div>`;
}

/** Where a row is a card, the client heads it, or else what comes first. */
function look(column, columns) {
  const heads = columns.find(({ kind }) => kind === 'client') ?? columns[0];
  const kind = isRight(column) ? 'money' : column.kind === 'time' ? 'time' : '';
  return column === heads ? `${kind} main` : kind;
}

function cell({ key, kind, words }, row, zone) {
  const value = row[key];
  switch (kind) {
    case 'money':
      return amountText(value, row.currency);
    case 'time':
      return html`<time datetime=${value}>${momentText(value, zone)}</time>`;
    case 'word':
      return words[value] ?? value;
    case 'client':
      return html`<a href=${`#/wallets/${row.wallet_id}`}>${row.client_name ?? row.client_reference}</a>`;
    case 'place':
      return value ?? html`<span class="soft">${NO_LOCATION}</span>`;
    default:
      return value ?? html`<span class="soft"><span aria-hidden="true">–</span><span class="unseen">none</span></span>`;
  }
}

function extent(shown, { count, rows }, kept) {
  const seen = Math.min(shown, rows.length);
  if (seen >= count) {
    return count === 1 ? '1 row.' : `All ${count.toLocaleString()} rows.`;
  }
  const first = `The first ${seen.toLocaleString()} of ${count.toLocaleString()} rows.`;
  return seen >= kept ? `${first} The CSV file has all of them.` : first;
}
