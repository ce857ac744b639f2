// API keys: made once, shown once, revoked at once.

import { html } from '../lib.js';
import {
  AdminPage, Confirm, FormDialog, ListTable, Badge, dayText, useAll, useDialog, useEditable,
} from './parts.js';
import { Secret } from './secret.js';
import { PERMISSIONS, permissionText } from './words.js';

const DAY_MILLIS = 86_400_000;

const EXPIRY = [
  { value: '', label: 'Never' },
  { value: '1', label: 'In a day' },
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In a year' },
];

const fields = (staff) => [
  {
    name: 'name', label: 'Name', required: true, maxlength: 200,
    hint: 'Where it is used, for example: Till 2 at Harbour.',
  },
  { name: 'permissions', label: 'May', type: 'checks', options: PERMISSIONS, value: ['checkout'], required: true },
  {
    name: 'staff_id', label: 'Belongs to', type: 'select',
    options: [{ value: '', label: 'A machine' }, ...staff.map(({ id, name }) => ({ value: id, label: name }))],
    hint: 'What is done with it is done in their name, and it ends when they are deactivated.',
  },
  { name: 'expires_at', label: 'Expires', type: 'select', options: EXPIRY },
];

const body = ({ name, permissions, staff_id: staff, expires_at: days }) => ({
  name,
  permissions,
  staff_id: staff || undefined,
  expires_at: days ? new Date(Date.now() + Number(days) * DAY_MILLIS).toISOString() : undefined,
});

export function Keys() {
  const list = useEditable('/v1/api-keys');
  const staff = useAll('/v1/staff');
  const dialog = useDialog();
  const names = new Map((staff ?? []).map(({ id, name }) => [id, name]));
  const show = (made) => {
    list.reload();
    dialog.open(html`
      <${Secret} title=${`The key “${made.name}”`} secret=${made.secret}
        lost="The key was made, but the answer that showed it was lost, and it is shown only once. Revoke it and make another."
        what="Copy it to where it is used, now: it is shown this once and cannot be looked up again." />`);
  };
  const create = () => dialog.open(html`
    <${FormDialog} title="New API key" submit="Make key"
      fields=${fields(staff.filter(({ status }) => status === 'active'))}
      request=${(given) => ({ method: 'POST', path: '/v1/api-keys', body: body(given) })} onDone=${show} />`);
  const revoke = (key) => dialog.open(html`
    <${Confirm} title=${`Revoke “${key.name}”?`} submit="Revoke" danger
      lead="Whatever uses it is refused within five seconds. It cannot be undone."
      request=${() => ({ method: 'DELETE', path: `/v1/api-keys/${key.id}` })}
      onDone=${() => list.changed('The key was revoked.')} />`);
  return html`
    <${AdminPage} title="API keys" lead="What tills, gateways and other programs identify themselves with."
      action=${html`<button type="button" class="primary" disabled=${!staff} onClick=${create}>New key</button>`}>
      <${ListTable} list=${list} label="API keys" empty="There are no keys. Programs need one to take payments."
        columns=${[
          { name: 'Name', main: true, cell: ({ name }) => name },
          { name: 'May', cell: ({ permissions }) => permissionText(permissions) },
          { name: 'Belongs to', cell: ({ staff_id: id }) => (id ? names.get(id) ?? '…' : 'A machine') },
          { name: 'Made', cell: ({ created_at: at }) => dayText(at) },
          { name: 'Expires', cell: ({ expires_at: at }) => expiry(at) },
        ]}
        actions=${(key) => [{ label: 'Revoke', of: key.name, danger: true, run: () => revoke(key) }]} />
      ${dialog.shown}
    <//>`;
}

function expiry(at) {
  if (!at) {
    return 'Never';
  }
  return Date.parse(at) < Date.now() ? html`<${Badge} tone="">Expired ${dayText(at)}<//>` : dayText(at);
}
