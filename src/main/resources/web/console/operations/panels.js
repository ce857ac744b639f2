// The servers, the audit, and what was declined.
import { html, useEffect, useState } from '../lib.js';
import { get } from '../api.js';
import { money } from '../money.js';
import { Badge, Empty, Failed } from '../parts/states.js';
import { fromNow, inFull } from '../times.js';
import { shown } from './chart.js';

const NAMES = { postgres: 'PostgreSQL', redis: 'Redis', cache: 'Cache', journal: 'Journal', wallets: 'Wallets' };

/** Reasons as people say them. */
export const REASONS = {
  insufficient_funds: 'Insufficient funds',
  velocity_exceeded: 'Limit reached',
  wallet_frozen: 'Wallet frozen',
  wallet_closed: 'Wallet closed',
  account_balances_disabled: 'Balances switched off',
};

export function Servers({ parts }) {
  return html`
    <section class="card" aria-labelledby="servers">
      <header><h2 id="servers">Servers</h2></header>
      <ul class="rows">
        ${parts.map((part) => html`
          <li key=${part.part}>
            <p><strong>${NAMES[part.part] ?? part.part}</strong> <${Badge} tone=${part.up ? 'good' : 'bad'}>${part.up ? 'up' : 'away'}<//></p>
            <p class="number">${part.round_trip_micros === null ? 'no answer' : shown(part.round_trip_micros / 1000, 'ms')}</p>
            <p class="soft small">${part.detail}</p>
          </li>`)}
      </ul>
    </section>`;
}

/** How long findings may be old, in milliseconds. */
const FINDINGS_EVERY = 30_000;

export function Audit({ audit }) {
  const [found, setFound] = useState({ findings: null, failure: null });
  useEffect(() => {
    let isHere = true;
    const read = () => document.hidden || get('/v1/audit').then(
      (document_) => isHere && setFound({ findings: document_.findings, failure: null }),
      (failure) => isHere && setFound((old) => ({ ...old, failure })));
    read();
    const timer = setInterval(read, FINDINGS_EVERY);
    return () => {
      isHere = false;
      clearInterval(timer);
    };
  }, []);
  const set = audit.quarantined_wallets;
  return html`
    <section class="card" aria-labelledby="audit">
      <header><h2 id="audit">Audit</h2>
        ${found.findings && html`<${Badge} tone=${found.findings.length ? 'bad' : 'good'}>
          ${found.findings.length ? `${found.findings.length} found` : 'nothing found'}<//>`}</header>
      <ul class="rows">
        ${audit.parts.map((part) => html`
          <li key=${part.part}>
            <p><strong>${NAMES[part.part] ?? part.part}</strong></p>
            <p class="small" title=${part.proven_at ? inFull(part.proven_at) : ''}>${part.proven_at ? `proven ${fromNow(part.proven_at)}` : 'not proven yet'}</p>
            <p class="soft small">${part.started_at
    ? `${part.checked_count.toLocaleString()} checked of about ${part.proven_count.toLocaleString()}`
    : `${part.proven_count.toLocaleString()} places`}</p>
          </li>`)}
      </ul>
      ${set > 0 && html`<p class="fault">${set.toLocaleString()} wallets of all businesses are set aside.</p>`}
      ${found.failure && html`<${Failed} failure=${found.failure} title="The findings could not be read." />`}
      ${found.findings?.length > 0 && html`
        <ul class="rows">${found.findings.slice(0, 10).map((each) => html`
          <li key=${each.wallet_id + each.found_at}>
            <p><a href=${`#/wallets/${each.wallet_id}`}>${NAMES[each.part] ?? each.part}: ${each.kind}</a></p>
            <p><${Badge} tone=${each.repaired ? 'good' : 'bad'}>${each.repaired ? 'repaired' : each.quarantined ? 'set aside' : 'found'}<//></p>
            <p class="soft small">${each.detail}, ${fromNow(each.found_at)}</p></li>`)}</ul>`}
    </section>`;
}

export function Reasons({ counts }) {
  const most = Math.max(1, ...Object.values(counts));
  const sorted = Object.entries(counts).sort((a, b) => b[1] - a[1]);
  return html`
    <section class="card" aria-labelledby="reasons">
      <header><h2 id="reasons">Declines by reason</h2><span class="soft small">last minute</span></header>
      ${sorted.length === 0 ? html`<p class="soft">Nothing was declined.</p>` : html`
        <ul class="bars">${sorted.map(([reason, count]) => html`
          <li key=${reason}><span>${REASONS[reason] ?? reason}</span>
            <meter min="0" max=${most} value=${count} aria-label=${REASONS[reason] ?? reason}></meter>
            <span class="number">${count.toLocaleString()}</span></li>`)}</ul>`}
    </section>`;
}

export function Declines({ declines }) {
  return html`
    <section class="card" aria-labelledby="declines">
      <header><h2 id="declines">Last declines</h2><span class="soft small">of your business, by this instance</span></header>
      ${declines.length === 0 ? html`<${Empty} title="Nothing was declined lately." />` : html`
        <div class="table declines" tabindex="0" role="group" aria-labelledby="declines">
          <table>
            <thead><tr><th scope="col">Time</th><th scope="col">Reason</th><th scope="col" class="money">Asked for</th>
              <th scope="col" class="money">Available</th><th scope="col">Reference</th><th scope="col">By</th></tr></thead>
            <tbody>${declines.map((each) => html`<${Decline} key=${each.id} decline=${each} />`)}</tbody>
          </table>
        </div>`}
    </section>`;
}

const second = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });

function Decline({ decline }) {
  const amount = (value) => (value === null ? '–' : decline.currency ? money(value, decline.currency) : value);
  return html`
    <tr>
      <td>${second.format(new Date(decline.at))}</td>
      <td>${decline.wallet_id
    ? html`<a href=${`#/wallets/${decline.wallet_id}`}>${REASONS[decline.reason] ?? decline.reason}</a>`
    : REASONS[decline.reason] ?? decline.reason}</td>
      <td class="money">${amount(decline.amount)}</td>
      <td class="money">${amount(decline.available)}</td>
      <td>${decline.reference ?? '–'}</td>
      <td>${decline.actor?.name ?? '–'}</td>
    </tr>`;
}
