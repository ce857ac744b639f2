// The client's memberships, and what they were credited.
import { html, useEffect, useState } from '../lib.js';
import { everyPage, useList } from '../lists.js';
import { money } from '../money.js';
import { may } from '../session.js';
import { date } from '../times.js';
import { Dialog } from '../parts/dialog.js';
import { OnceForm } from '../parts/form.js';
import { ChoiceField, SelectField, TextField } from '../parts/fields.js';
import { Badge, Empty, Failed, Skeleton } from '../parts/states.js';
import { Table } from '../parts/table.js';
import { toast } from '../parts/toasts.js';
import { useReload } from './reloads.js';

const STATUS = {
  scheduled: ['Begins later', 'info'], active: ['Active', 'good'], paused: ['Paused', 'warn'], cancelled: ['Cancelled', ''],
};
const PERIOD = {
  credited: ['Credited', 'good'], due: ['Due', 'warn'], past_due: ['Past due', 'bad'], unpaid: ['Unpaid', 'bad'],
};

export function Memberships({ wallet, mayAct, turn }) {
  const list = useList('/v1/memberships', { client_reference: wallet.client.reference });
  const [isStarting, setStarting] = useState(false);
  useReload(list, turn);
  const mayChange = may('checkout') && mayAct;
  const start = mayChange && html`<button type="button" onClick=${() => setStarting(true)}>Start a membership</button>`;
  return html`
    <section aria-labelledby="memberships" class="stack">
      <div class="page-head"><h2 id="memberships">Memberships</h2>${list.rows.length > 0 && start}</div>
      ${list.failure && html`<${Failed} failure=${list.failure} onRetry=${list.reload} />`}
      ${list.isLoading && list.rows.length === 0 && html`<${Skeleton} lines=${4} label="Loading memberships" />`}
      ${!list.isLoading && !list.failure && list.rows.length === 0 && html`
        <div class="card"><${Empty} title="No membership"><p>A membership adds an amount to the balance every week, month or year.</p>${start}<//></div>`}
      ${list.rows.map((each) => html`<${Membership} key=${each.id} membership=${each} mayChange=${mayChange} turn=${turn} />`)}
      ${list.more && html`<div class="more"><button type="button" onClick=${list.more}>Show more</button></div>`}
      ${isStarting && html`<${Start} client=${wallet.client} onClose=${() => setStarting(false)} />`}
    </section>`;
}

function Membership({ membership, mayChange, turn }) {
  const periods = useList(`/v1/memberships/${membership.id}/periods`, { limit: 12 });
  const [asked, setAsked] = useState(null);
  useReload(periods, turn);
  const { status } = membership;
  const [label, tone] = STATUS[status] ?? [status, ''];
  const columns = [
    { name: 'Period', main: true, cell: (row) => html`<span>${date(row.starts_at)} <span class="soft small">to ${date(row.ends_at)}</span></span>` },
    { name: 'Amount', kind: 'money', cell: (row) => money(row.amount, row.currency) },
    {
      name: 'State', cell: (row) => html`<span><${Badge} tone=${PERIOD[row.status]?.[1]}>${PERIOD[row.status]?.[0] ?? row.status}<//>
        ${row.failure_count > 0 && html` <span class="soft small">failed ${row.failure_count} times</span>`}</span>`,
    },
  ];
  if (mayChange && membership.collection === 'external') {
    columns.push({
      name: 'Actions', kind: 'actions', cell: (row) => row.status !== 'credited' && html`
        <button type="button" class="small" onClick=${() => setAsked({ verb: 'paid', row })}>Paid</button>
        ${row.status !== 'unpaid' && html`<button type="button" class="small quiet" onClick=${() => setAsked({ verb: 'failed', row })}>Failed</button>`}`,
    });
  }
  const ask = (verb) => () => setAsked({ verb });
  return html`
    <article class="card" aria-label=${membership.plan_name}>
      <header>
        <div>
          <h3>${membership.plan_name} <${Badge} tone=${tone}>${label}<//></h3>
          <p class="soft small">${money(membership.amount, membership.currency)} a period,
            ${membership.collection === 'automatic' ? ' credited by itself' : ' credited when it is paid'}${membership.next_period_at
              ? `; the next on ${date(membership.next_period_at)}` : ''}</p>
        </div>
        ${mayChange && status !== 'cancelled' && html`
          <div class="actions">
            ${status === 'paused'
              ? html`<button type="button" class="small" onClick=${ask('resume')}>Resume</button>`
              : html`<button type="button" class="small" onClick=${ask('pause')}>Pause</button>`}
            <button type="button" class="small quiet" onClick=${ask('cancel')}>Cancel membership</button>
          </div>`}
      </header>
      <${Table} caption="Periods of ${membership.plan_name}" columns=${columns} list=${periods} rowKey=${(row) => row.number}
        empty="No period has begun yet." skeleton=${2} />
      ${asked && html`<${Turn} membership=${membership} ...${asked} onClose=${() => setAsked(null)} />`}
    </article>`;
}

const TURNS = {
  pause: ['Pause', 'No period begins until it is resumed.', 'Membership paused.'],
  resume: ['Resume', 'Periods begin again; those missed are not made up for.', 'Membership resumed.'],
  cancel: ['Cancel membership', 'It ends now and does not come back. What was credited stays.', 'Membership cancelled.'],
  paid: ['Paid: add to balance', 'The period’s amount is added to the balance.', 'Period credited.'],
  failed: ['Collection failed', 'The period becomes past due; after five failures in seven days it is unpaid.', 'Noted.'],
};

function Turn({ membership, verb, row, onClose }) {
  const [submit, lead, told] = TURNS[verb];
  const [reference, setReference] = useState('');
  const path = row
    ? `/v1/memberships/${membership.id}/periods/${row.number}/${verb}` : `/v1/memberships/${membership.id}/${verb}`;
  const check = () => {
    const body = verb === 'paid' && reference.trim() ? { reference: reference.trim() } : {};
    return { request: { method: 'POST', path, body, title: `${membership.plan_name}: ${submit}` } };
  };
  const done = () => {
    toast(told);
    onClose();
  };
  return html`
    <${Dialog} title="${membership.plan_name}${row ? `, ${date(row.starts_at)}` : ''}" onClose=${onClose}>
      <p class="lead">${lead}</p>
      <${OnceForm} slot="membership/${membership.id}/${row?.number ?? ''}" check=${check} onDone=${done} submit=${submit}
        danger=${verb === 'cancel'} aside=${html`<button type="button" onClick=${onClose}>Not now</button>`}>${(faults) => verb === 'paid' && html`
        <${TextField} label="Payment reference" optional value=${reference} onInput=${setReference} fault=${faults.reference} maxlength="100" />`}<//>
    <//>`;
}

function Start({ client, onClose }) {
  const [plans, setPlans] = useState(null);
  const [failure, setFailure] = useState(null);
  const [planId, setPlanId] = useState('');
  const [begins, setBegins] = useState('');
  const [collection, setCollection] = useState('automatic');
  const load = () => {
    setFailure(null);
    everyPage('/v1/membership-plans').then((all) => {
      const open = all.filter((plan) => plan.active);
      setPlans(open);
      setPlanId(open[0]?.id ?? '');
    }, setFailure);
  };
  useEffect(load, []);
  const check = () => {
    const startsAt = begins === '' ? new Date() : new Date(`${begins}T00:00:00`);
    const body = { plan_id: planId, client_reference: client.reference, starts_at: startsAt.toISOString(), collection };
    const plan = plans.find((each) => each.id === planId);
    return { request: { method: 'POST', path: '/v1/memberships', body, title: `Membership ${plan.name}` } };
  };
  const done = (made) => {
    toast(`Member of ${made.plan_name}.`);
    onClose();
  };
  return html`
    <${Dialog} title="Start a membership" onClose=${onClose}>
      ${failure && html`<${Failed} failure=${failure} onRetry=${load} />`}
      ${!plans && !failure && html`<${Skeleton} lines=${4} />`}
      ${plans?.length === 0 && html`<${Empty} title="There is no plan to join."><p>An administrator can make one.</p><//>`}
      ${plans?.length > 0 && html`
        <${OnceForm} slot="member/${client.reference}" check=${check} onDone=${done} submit="Start membership">${(faults) => html`
          <${SelectField} label="Plan" value=${planId} onInput=${setPlanId} fault=${faults.plan_id}
            options=${plans.map((plan) => ({ value: plan.id, label: `${plan.name}, ${money(plan.amount, plan.currency)} ${every(plan)}` }))} />
          <${TextField} label="Begins" type="date" optional value=${begins} onInput=${setBegins} fault=${faults.starts_at} hint="Left empty, it begins now." />
          <${ChoiceField} label="How it is collected" value=${collection} onInput=${setCollection}
            options=${[{ value: 'automatic', label: 'Credited by itself' }, { value: 'external', label: 'When it is paid' }]} />
        `}<//>`}
    <//>`;
}

function every({ interval, interval_count: count }) {
  return count === 1 ? `every ${interval}` : `every ${count} ${interval}s`;
}
