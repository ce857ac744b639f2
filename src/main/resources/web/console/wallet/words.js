// How movements are put into words.
import { html } from '../lib.js';
import { clock, date, inFull } from '../times.js';

const TYPES = {
  deposit: 'Deposit',
  debit: 'Payment',
  capture: 'Payment',
  refund: 'Refund',
  adjustment: 'Adjustment',
  reward: 'Reward',
  membership: 'Membership',
};

export const typeName = (type) => TYPES[type] ?? type;

/** Who did it; what nobody did happened by itself. */
export const who = (row) => row.actor?.name ?? 'Automatic';

export function Moment({ time }) {
  return html`<time datetime=${time} title=${inFull(time)}>${date(time)}, <span class="number">${clock(time)}</span></time>`;
}

/** What it was for: reference, place, plan or flow, note. */
export function Reason({ row, locations }) {
  const place = locations.find((each) => each.id === row.location_id);
  const parts = [row.reference, place?.name, row.source?.name].filter(Boolean);
  if (parts.length === 0 && !row.note) return null;
  return html`<span class="reason">
    ${parts.length > 0 && html`<span>${parts.join(' · ')}</span>`}
    ${row.note && html`<span class="soft note">${row.note}</span>`}
  </span>`;
}
