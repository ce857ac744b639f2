// Webhook endpoints: who is told of what happens, what was sent to them, and how it went.

import { html } from '../lib.js';
import {
  AdminPage, Confirm, FormDialog, ListTable, Badge, momentText, useDialog, useEditable, useThing,
} from './parts.js';
import { Secret } from './secret.js';

const types = (text) => (text ?? '').split(/[\s,]+/).filter(Boolean);

const fields = (endpoint) => [
  {
    name: 'url', label: 'Address', type: 'url', value: endpoint?.url, required: true, maxlength: 2000,
    hint: 'Where events are posted to, for example https://chain.example/holdfast',
  },
  {
    name: 'event_types', label: 'Events', value: endpoint?.event_types.join(', ') ?? '*', required: true,
    hint: 'Names with commas between, for example: transaction.created, authorization.*. A lone * is everything.',
  },
  { name: 'description', label: 'What it is for', value: endpoint?.description, maxlength: 500 },
];

const body = ({ url, event_types: listed, description }) => ({
  url,
  event_types: types(listed),
  description: description ?? null,
});

function standing({ enabled, disabled_reason: reason }) {
  if (enabled) {
    return html`<${Badge} tone="good">On<//>`;
  }
  const why = { gone: 'Off: it answered that it is gone', failing: 'Off: nothing got through' }[reason] ?? 'Off';
  return html`<${Badge} tone=${reason ? 'warn' : ''}>${why}<//>`;
}

const LOST = 'It was made, but the answer that showed its secret was lost, and it is shown only once. Rotate the secret to get another.';
const SAVE = "The receiver needs it to tell our events from others'. It is shown this once and cannot be looked up again.";

export function Webhooks() {
  const list = useEditable('/v1/webhook-endpoints');
  const dialog = useDialog();
  const edit = (endpoint) => dialog.open(html`
    <${FormDialog} title=${endpoint ? 'Change endpoint' : 'New endpoint'}
      submit=${endpoint ? 'Save' : 'Add endpoint'} fields=${fields(endpoint)}
      request=${(given) => ({
        method: endpoint ? 'PATCH' : 'POST',
        path: endpoint ? `/v1/webhook-endpoints/${endpoint.id}` : '/v1/webhook-endpoints',
        body: body(given),
      })}
      onDone=${(made) => {
        if (endpoint) {
          list.changed('The endpoint was changed.');
        } else {
          list.reload();
          dialog.open(html`<${Secret} title="The endpoint's secret" secret=${made.secret} what=${SAVE} lost=${LOST} />`);
        }
      }} />`);
  const rotate = (endpoint) => dialog.open(html`
    <${Confirm} title="Make another secret?" submit="Rotate"
      lead="The one in use signs along for 24 hours, so that the receiver has time to change over."
      request=${() => ({ method: 'POST', path: `/v1/webhook-endpoints/${endpoint.id}/secrets`, body: {} })}
      onDone=${(made) => dialog.open(html`
        <${Secret} title="The new secret" secret=${made.secret} lost=${LOST}
          what=${`${SAVE} Those before it stop signing on ${momentText(made.previous_secrets_expire_at)}.`} />`)} />`);
  const turn = (endpoint) => dialog.open(html`
    <${Confirm} title=${endpoint.enabled ? 'Switch this endpoint off?' : 'Switch this endpoint on?'}
      submit=${endpoint.enabled ? 'Switch off' : 'Switch on'}
      lead=${endpoint.enabled ? 'Nothing is sent while it is off, and nothing is lost: it goes on where it stopped.' : 'It goes on where it stopped: what happened in the meantime is sent as well.'}
      request=${() => ({ method: 'PATCH', path: `/v1/webhook-endpoints/${endpoint.id}`, body: { enabled: !endpoint.enabled } })}
      onDone=${() => list.changed(endpoint.enabled ? 'The endpoint is off.' : 'The endpoint is on.')} />`);
  const remove = (endpoint) => dialog.open(html`
    <${Confirm} title="Delete this endpoint?" submit="Delete" danger
      lead=${`Nothing more is sent to ${endpoint.url}, and its deliveries can no longer be seen.`}
      request=${() => ({ method: 'DELETE', path: `/v1/webhook-endpoints/${endpoint.id}` })}
      onDone=${() => list.changed('The endpoint was deleted.')} />`);
  return html`
    <${AdminPage} title="Webhooks" lead="Who is told of what happens here, as soon as it has happened."
      action=${html`<button type="button" class="primary" onClick=${() => edit(null)}>New endpoint</button>`}>
      <${ListTable} list=${list} label="Webhook endpoints"
        empty="Nobody is told. Add an endpoint, and your own systems hear of every movement."
        columns=${[
          {
            name: 'Address', main: true,
            cell: (endpoint) => html`<a href=${`#/admin/webhooks/${endpoint.id}`}>${endpoint.url}</a>`,
          },
          { name: 'Events', cell: ({ event_types: chosen }) => (chosen.includes('*') ? 'All' : chosen.join(', ')) },
          { name: 'For', cell: ({ description }) => description },
          { name: 'Status', cell: standing },
        ]}
        actions=${(endpoint) => [
          { label: 'Change', of: endpoint.url, run: () => edit(endpoint) },
          { label: endpoint.enabled ? 'Switch off' : 'Switch on', of: endpoint.url, run: () => turn(endpoint) },
          { label: 'Rotate secret', of: endpoint.url, run: () => rotate(endpoint) },
          { label: 'Delete', of: endpoint.url, danger: true, run: () => remove(endpoint) },
        ]} />
      ${dialog.shown}
    <//>`;
}

const DELIVERY = { succeeded: ['good', 'Delivered'], pending: ['warn', 'Under way'], failed: ['bad', 'Failed'] };

export function Deliveries({ id }) {
  const { value: endpoint } = useThing(`/v1/webhook-endpoints/${id}`);
  const list = useEditable(`/v1/webhook-endpoints/${id}/deliveries`);
  const dialog = useDialog();
  const replay = (delivery) => dialog.open(html`
    <${Confirm} title="Send it again?" submit="Send again"
      lead="The same event under the same id; a receiver that has it already knows to leave it alone."
      request=${() => ({ method: 'POST', path: `/v1/webhook-endpoints/${id}/replays`, body: { event_id: delivery.event_id } })}
      onDone=${() => list.changed('It is being sent again.')} />`);
  return html`
    <${AdminPage} title="Deliveries" back=${['#/admin/webhooks', 'Webhooks']}
      lead=${endpoint ? `What was sent to ${endpoint.url} in the last 30 days.` : ' '}
      action=${html`<button type="button" onClick=${() => list.reload()}>Refresh</button>`}>
      <${ListTable} list=${list} label="Deliveries" empty="Nothing was sent yet. The next thing that happens will be."
        columns=${[
          { name: 'Event', main: true, cell: ({ event_type: type }) => type },
          { name: 'When', cell: ({ created_at: at }) => momentText(at) },
          {
            name: 'Status',
            cell: ({ status }) => html`<${Badge} tone=${DELIVERY[status][0]}>${DELIVERY[status][1]}<//>`,
          },
          { name: 'Attempts', cell: attemptsText },
          { name: 'Next', cell: ({ next_attempt_at: at }) => at && momentText(at) },
        ]}
        actions=${(delivery) => [{ label: 'Send again', of: delivery.event_type, run: () => replay(delivery) }]} />
      ${dialog.shown}
    <//>`;
}

function attemptsText({ attempts }) {
  const last = attempts[attempts.length - 1];
  if (!last) {
    return 'None yet';
  }
  const outcome = last.status_code ? `answered ${last.status_code}` : last.error ?? 'no answer';
  return `${attempts.length}, the last ${outcome} in ${last.duration_ms.toLocaleString()} ms`;
}
