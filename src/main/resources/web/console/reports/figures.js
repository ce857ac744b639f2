// What a report shows above its table: its sums, and its chart.

import { html } from '../lib.js';
import { amountText, axisText } from './amounts.js';
import { Bars, Ranking } from './chart.js';
import { ROLL_FORWARD } from './kinds.js';
import { bucketOf, dateText, nextBucket } from './period.js';

/** The business's own side of a settlement has no location. */
export const NO_LOCATION = 'No location';

/** The sums that matter most, of one currency. */
export function Tiles({ report, total, currency }) {
  return html`
    <dl class="tiles">
      ${report.tiles.map(([key, label]) => html`
        <div class="tile" key=${key}>
          <dt>${label}</dt>
          <dd class="money">${amountText(total[key], currency)}</dd>
        </div>`)}
    </dl>`;
}

export function ReportChart({ report, state, currency, unit, filter }) {
  const amount = (value) => amountText(value, currency);
  const chart = { amountText: amount, axisText: (value) => axisText(value, currency) };
  if (report.chart === 'top') {
    const entries = (state.series.get(currency) ?? []).map(({ row, value }) => ({
      key: row.wallet_id,
      name: html`<a href=${`#/wallets/${row.wallet_id}`}>${row.client_name ?? row.client_reference}</a>`,
      value,
    }));
    return html`<${Ranking} ...${chart} label=${report.caption} entries=${entries} />`;
  }
  if (report.chart === 'owed') {
    return html`<${Ranking} ...${chart} label=${report.caption} entries=${positions(state.rows, currency)} />`;
  }
  const bars = report.chart === 'roll'
    ? rollForward(state.totals.get(currency))
    : days(state.series.get(currency) ?? new Map(), unit, filter);
  const label = `${report.caption}: ${bars.length} bars. The figures are in the table below it.`;
  return html`
    <${Bars} ...${chart} label=${label} bars=${bars} />
    <details class="figures">
      <summary>The chart as a table</summary>
      <table>
        <thead><tr><th scope="col">${report.chart === 'roll' ? 'Step' : 'When'}</th><th scope="col"
          class="money">Amount</th></tr></thead>
        <tbody>
          ${bars.map((bar) => html`
            <tr key=${bar.label}><th scope="row">${bar.label}</th><td class="money">${amount(bar.value ?? bar.to)}</td></tr>`)}
        </tbody>
      </table>
    </details>`;
}

/** A bar for each day, week or month between the first and the last, those without a sum as well. */
export function days(sums, unit, { from, to }) {
  const known = [...sums.keys()].sort();
  if (known.length === 0) {
    return [];
  }
  const first = from ? bucketOf(from, unit) : known[0];
  const end = to && to > known[known.length - 1] ? bucketOf(to, unit) : known[known.length - 1];
  const bars = [];
  for (let day = first; day <= end; day = nextBucket(day, unit)) {
    bars.push({ label: bucketText(day, unit), short: bucketText(day, unit, true), to: sums.get(day) ?? 0n });
  }
  return bars;
}

function bucketText(day, unit, short) {
  if (unit === 'month') {
    return dateText(day, { month: 'short', year: short ? '2-digit' : 'numeric' });
  }
  const date = dateText(day, short ? { day: 'numeric', month: 'short' } : undefined);
  return unit === 'week' && !short ? `Week of ${date}` : date;
}

/** From opening to closing, each step where the one before it ended. */
export function rollForward(total) {
  const opening = BigInt(total.opening);
  const bars = [{ label: 'Opening', to: opening, kind: 'whole' }];
  let level = opening;
  for (const { key, label, sign } of ROLL_FORWARD) {
    const change = BigInt(total[key]) * sign;
    if (change !== 0n) {
      bars.push({ label, from: level, to: level + change, value: change });
      level += change;
    }
  }
  bars.push({ label: 'Closing', to: BigInt(total.closing), kind: 'whole' });
  return bars;
}

/** What each location is owed less what it owes. */
export function positions(rows, currency) {
  const net = new Map();
  const add = (id, name, amount) => {
    const position = net.get(id) ?? { key: id, name: name ?? NO_LOCATION, value: 0n };
    position.value += amount;
    net.set(id, position);
  };
  for (const row of rows) {
    if (row.currency === currency) {
      const amount = BigInt(row.amount);
      add(row.spent_at_id, row.spent_at_name, amount);
      add(row.loaded_at_id, row.loaded_at_name, -amount);
    }
  }
  return [...net.values()].sort((one, other) => (one.value < other.value ? 1 : -1));
}
