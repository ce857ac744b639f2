// Plans of account balance memberships.

import { html } from '../lib.js';
import {
  AdminPage, Confirm, FormDialog, ListTable, Badge, currencyChoices, moneyText, useDialog,
  useEditable,
} from './parts.js';
import { INTERVALS, intervalText } from './words.js';

const fields = (currencies) => [
  { name: 'name', label: 'Name', required: true, maxlength: 200, hint: "Clients' histories show it." },
  { name: 'currency', label: 'Currency', type: 'select', options: currencies, required: true },
  {
    name: 'amount', label: 'Credits each time', beside: true, type: 'money',
    currencyField: 'currency', required: true,
  },
  { name: 'interval_count', label: 'Every so many', type: 'number', min: 1, max: 100, value: 1, required: true },
  {
    name: 'interval', beside: true, label: 'Weeks, months or years', type: 'select', options: INTERVALS,
    value: 'month', required: true,
  },
];

export function Plans({ session }) {
  const list = useEditable('/v1/membership-plans');
  const currencies = currencyChoices(session);
  const dialog = useDialog();
  const create = () => dialog.open(html`
    <${FormDialog} title="New membership plan" submit="Make plan" fields=${fields(currencies)}
      lead="Amount, currency and interval cannot be changed later: members keep what they joined for."
      request=${(given) => ({ method: 'POST', path: '/v1/membership-plans', body: given })}
      onDone=${() => list.changed('The plan was made.')} />`);
  const rename = (plan) => dialog.open(html`
    <${FormDialog} title=${`Rename “${plan.name}”`} submit="Save"
      fields=${[{ name: 'name', label: 'Name', value: plan.name, required: true, maxlength: 200, hint: 'Those who are members see the name under which they joined.' }]}
      request=${(given) => ({ method: 'PATCH', path: `/v1/membership-plans/${plan.id}`, body: given })}
      onDone=${() => list.changed('The plan was renamed.')} />`);
  const turn = (plan) => dialog.open(html`
    <${Confirm} title=${plan.active ? `Close “${plan.name}” to new members?` : `Open “${plan.name}” to new members?`}
      submit=${plan.active ? 'Close' : 'Open'} lead="Those who are members stay members either way."
      request=${() => ({ method: 'PATCH', path: `/v1/membership-plans/${plan.id}`, body: { active: !plan.active } })}
      onDone=${() => list.changed(plan.active ? 'The plan takes no new members.' : 'The plan takes new members.')} />`);
  return html`
    <${AdminPage} title="Membership plans" lead="What members' balances are credited, and how often."
      action=${html`<button type="button" class="primary" onClick=${create}>New plan</button>`}>
      <${ListTable} list=${list} label="Membership plans"
        empty="There are no plans. Make one, and clients can join it from their wallet tab."
        columns=${[
          { name: 'Name', main: true, cell: ({ name }) => name },
          { name: 'Credits', kind: 'money', cell: ({ amount, currency }) => moneyText(amount, currency) },
          { name: 'How often', cell: intervalText },
          {
            name: 'New members',
            cell: ({ active }) => active ? html`<${Badge} tone="good">Open<//>` : html`<${Badge} tone="">Closed<//>`,
          },
        ]}
        actions=${(plan) => [
          { label: 'Rename', of: plan.name, run: () => rename(plan) },
          { label: plan.active ? 'Close' : 'Open', of: plan.name, run: () => turn(plan) },
        ]} />
      ${dialog.shown}
    <//>`;
}
