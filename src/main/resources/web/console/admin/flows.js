// Automated flows: what happens often enough to a client adds to the client's balance.

import { html, useEffect, useState } from '../lib.js';
import {
  AdminPage, Confirm, FormDialog, ListTable, Badge, currencyChoices, get, moneyText, useDialog,
  useEditable,
} from './parts.js';
import { eventText } from './words.js';

const fields = (currencies) => [
  { name: 'name', label: 'Name', required: true, maxlength: 200, hint: "Clients' histories show it." },
  {
    name: 'event', pointer: '/trigger/event', label: 'When this happened', value: 'appointment.completed', required: true,
    type: 'suggest', options: ['appointment.completed', 'sale.completed', 'client.referred'],
    hint: 'The type of activity that your systems report.',
  },
  {
    name: 'count', pointer: '/trigger/count', label: 'Times', type: 'number', min: 1, max: 1_000_000,
    value: 5, required: true,
  },
  {
    name: 'repeat', pointer: '/trigger/repeat', label: 'Again each time it happened so often', type: 'switch',
    value: false,
  },
  { name: 'currency', pointer: '/action/currency', label: 'Currency', type: 'select', options: currencies, required: true },
  {
    name: 'amount', pointer: '/action/amount', label: 'Add to the balance', beside: true, type: 'money',
    currencyField: 'currency', required: true,
  },
];

const body = ({ name, event, count, repeat, currency, amount }) => ({
  name,
  trigger: { event, count, repeat },
  action: { type: 'add_to_balance', amount, currency },
});

export function Flows({ session }) {
  const list = useEditable('/v1/flows');
  const currencies = currencyChoices(session);
  const dialog = useDialog();
  const create = () => dialog.open(html`
    <${FormDialog} title="New flow" submit="Make flow" fields=${fields(currencies)}
      lead="It counts what is reported from now on. What it waits for and what it gives cannot be changed later."
      request=${(given) => ({ method: 'POST', path: '/v1/flows', body: body(given) })}
      onDone=${() => list.changed('The flow was made.')} />`);
  const rename = (flow) => dialog.open(html`
    <${FormDialog} title=${`Rename “${flow.name}”`} submit="Save"
      fields=${[{ name: 'name', label: 'Name', value: flow.name, required: true, maxlength: 200, hint: 'Histories show the new name, also for what it gave before.' }]}
      request=${(given) => ({ method: 'PATCH', path: `/v1/flows/${flow.id}`, body: given })}
      onDone=${() => list.changed('The flow was renamed.')} />`);
  const turn = (flow) => dialog.open(html`
    <${Confirm} title=${flow.enabled ? `Switch off “${flow.name}”?` : `Switch on “${flow.name}”?`}
      submit=${flow.enabled ? 'Switch off' : 'Switch on'}
      lead=${flow.enabled
        ? 'Nothing counts in it while it is off. What it owes by now is given all the same.'
        : 'It counts what is reported from now on. What happened while it was off stays uncounted.'}
      request=${() => ({ method: 'PATCH', path: `/v1/flows/${flow.id}`, body: { enabled: !flow.enabled } })}
      onDone=${() => list.changed(flow.enabled ? 'The flow is off.' : 'The flow is on.')} />`);
  return html`
    <${AdminPage} title="Flows" lead="Rewards that are given by themselves."
      action=${html`<button type="button" class="primary" onClick=${create}>New flow</button>`}>
      <${ListTable} list=${list} label="Flows"
        empty="There are no flows. Make one, for example: 20.00 back after the fifth visit."
        columns=${[
          { name: 'Name', main: true, cell: ({ name }) => name },
          {
            name: 'After',
            cell: ({ trigger }) => `${trigger.repeat ? 'every ' : ''}${trigger.count} × ${eventText(trigger.event)}`,
          },
          { name: 'Adds', kind: 'money', cell: ({ action }) => moneyText(action.amount, action.currency) },
          { name: 'Given', kind: 'money', cell: (flow) => html`<${Given} key=${flow.id} flow=${flow} />` },
          {
            name: 'Status',
            cell: ({ enabled }) => enabled ? html`<${Badge} tone="good">On<//>` : html`<${Badge} tone="">Off<//>`,
          },
        ]}
        actions=${(flow) => [
          { label: 'Rename', of: flow.name, run: () => rename(flow) },
          { label: flow.enabled ? 'Switch off' : 'Switch on', of: flow.name, run: () => turn(flow) },
        ]} />
      ${dialog.shown}
    <//>`;
}

/** How many rewards it gave; asked for each flow, of which a business has few. */
function Given({ flow }) {
  const [rewards, setRewards] = useState(null);
  useEffect(() => {
    get(`/v1/flows/${flow.id}`).then((standing) => setRewards(standing.rewards), () => {});
  }, [flow.id]);
  return rewards === null ? '…' : `${rewards.given.toLocaleString()}${rewards.owed > 0 ? ` (${rewards.owed.toLocaleString()} owed)` : ''}`;
}
