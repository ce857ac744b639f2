// Limits on what can be spent in an hour, a day, a week or a month.

import { html } from '../lib.js';
import {
  AdminPage, Confirm, FormDialog, ListTable, currencyChoices, moneyText, useAll, useDialog,
  useEditable,
} from './parts.js';
import { WINDOWS } from './words.js';

const windowText = (window) => WINDOWS.find(({ value }) => value === window)?.label ?? window;

const scopes = (locations) => [
  { value: 'wallet', label: 'Each wallet' },
  { value: 'location', label: 'Each location' },
  { value: 'business', label: 'The whole business' },
  ...locations.map(({ id, name }) => ({ value: `location ${id}`, label: `Only ${name}` })),
];

const EVERY = { wallet: 'Each wallet', location: 'Each location', business: 'The whole business' };

const MAXIMA = (limit) => [
  {
    name: 'max_amount', label: 'At most this much', type: 'money', currencyField: 'currency', currency: limit?.currency,
    value: limit?.max_amount, hint: limit ? 'Left empty, it stays as it is.' : 'Leave empty to limit only how often.',
  },
  {
    name: 'max_count', label: 'At most so many payments', type: 'number', min: 1, value: limit?.max_count,
    hint: limit ? 'Left empty, it stays as it is.' : 'Leave empty to limit only how much.',
  },
];

const fields = (locations, currencies) => [
  { name: 'scope', label: 'On', type: 'select', options: scopes(locations), required: true },
  { name: 'window', label: 'Within', beside: true, type: 'select', options: WINDOWS, value: 'day', required: true },
  { name: 'currency', label: 'Currency', type: 'select', options: currencies, required: true },
  ...MAXIMA(null),
];

function body({ scope, window, currency, max_amount: amount, max_count: count }) {
  const [kind, id] = scope.split(' ');
  return { scope: kind, scope_id: id, window, max_amount: amount, max_count: count, currency: amount === undefined ? undefined : currency };
}

export function Limits({ session }) {
  const list = useEditable('/v1/limits');
  const locations = useAll('/v1/locations');
  const currencies = currencyChoices(session);
  const dialog = useDialog();
  const names = new Map((locations ?? []).map(({ id, name }) => [id, name]));
  const onText = ({ scope, scope_id: id }) => (id ? names.get(id) ?? `One ${scope}` : EVERY[scope]);
  const limitText = (limit) => `${onText(limit)}, ${windowText(limit.window)}`;
  const create = () => dialog.open(html`
    <${FormDialog} title="New limit" submit="Set limit" fields=${fields(locations, currencies)}
      lead="It counts from now on, and is kept in the same step as the payment itself."
      request=${(given) => ({ method: 'POST', path: '/v1/limits', body: body(given) })}
      onDone=${() => list.changed('The limit was set.')} />`);
  const change = (limit) => dialog.open(html`
    <${FormDialog} title="Change limit" submit="Save"
      fields=${MAXIMA(limit).filter(({ name }) => name === 'max_count' || limit.currency)}
      lead="For the running window too: lowered below what was spent, it lets nothing more through until that ends."
      request=${(given) => ({ method: 'PATCH', path: `/v1/limits/${limit.id}`, body: given })}
      onDone=${() => list.changed('The limit was changed.')} />`);
  const end = (limit) => dialog.open(html`
    <${Confirm} title="End this limit?" submit="End limit" danger lead="Payments are no longer held to it."
      request=${() => ({ method: 'DELETE', path: `/v1/limits/${limit.id}` })}
      onDone=${() => list.changed('The limit has ended.')} />`);
  return html`
    <${AdminPage} title="Limits" lead="How much, and how often, may be spent in a time. What is over it is declined."
      action=${html`<button type="button" class="primary" disabled=${!locations} onClick=${create}>New limit</button>`}>
      <${ListTable} list=${list} label="Limits" empty="There are no limits: clients can spend all they have at once."
        columns=${[
          { name: 'On', main: true, cell: (limit) => limit.scope === 'wallet' && limit.scope_id
            ? html`<a href=${`#/wallets/${limit.scope_id}`}>One wallet</a>` : onText(limit) },
          { name: 'Within', cell: ({ window }) => windowText(window) },
          {
            name: 'At most', kind: 'money',
            cell: ({ max_amount: amount, currency }) => amount === null ? null : moneyText(amount, currency),
          },
          { name: 'Payments', kind: 'money', cell: ({ max_count: count }) => count?.toLocaleString() },
        ]}
        actions=${(limit) => [
          { label: 'Change', of: limitText(limit), run: () => change(limit) },
          { label: 'End', of: limitText(limit), danger: true, run: () => end(limit) },
        ]} />
      ${dialog.shown}
    <//>`;
}
