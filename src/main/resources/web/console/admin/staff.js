// The members of staff: who they are, what they may, and where.

import { html } from '../lib.js';
import { AdminPage, Confirm, FormDialog, ListTable, Badge, useAll, useDialog, useEditable } from './parts.js';
import { PERMISSIONS, permissionText } from './words.js';

function fields(member, locations) {
  return [
    { name: 'name', label: 'Name', value: member?.name, required: true, maxlength: 200 },
    { name: 'email', label: 'E-mail', type: 'email', value: member?.email, required: true, maxlength: 254 },
    {
      name: 'permissions', label: 'May', type: 'checks', options: PERMISSIONS,
      value: member?.permissions ?? ['checkout'], required: true,
    },
    {
      name: 'location_ids', label: 'Works at', type: 'checks', value: member?.location_ids ?? [],
      options: locations.map(({ id, name }) => ({ value: id, label: name })),
      hint: 'Nothing chosen: at all locations.',
    },
    !member && PASSWORD,
  ].filter(Boolean);
}

const PASSWORD = {
  name: 'password', label: 'Password', type: 'password', autocomplete: 'new-password', minlength: 8, maxlength: 200,
  hint: 'At least 8 characters. They can change it once they are signed in.',
};

export function Staff({ session }) {
  const list = useEditable('/v1/staff');
  const locations = useAll('/v1/locations');
  const dialog = useDialog();
  const placeNames = new Map((locations ?? []).map(({ id, name }) => [id, name]));
  const edit = (member) => dialog.open(html`
    <${FormDialog} title=${member ? `Change ${member.name}` : 'New member of staff'}
      fields=${fields(member, locations)}
      submit=${member ? 'Save' : 'Add member'}
      request=${(given) => ({
        method: member ? 'PATCH' : 'POST',
        path: member ? `/v1/staff/${member.id}` : '/v1/staff',
        body: { ...given, password: given.password || undefined },
      })}
      onDone=${() => list.changed(member ? 'The member was changed.' : 'The member was added.')} />`);
  const setPassword = (member) => dialog.open(html`
    <${FormDialog} title=${`New password for ${member.name}`} submit="Set password"
      lead="Wherever they are signed in, they are signed out."
      fields=${[{ ...PASSWORD, required: true }]}
      request=${(given) => ({ method: 'POST', path: `/v1/staff/${member.id}/password`, body: given })}
      onDone=${() => list.changed('The password was set.')} />`);
  const deactivate = (member) => dialog.open(html`
    <${Confirm} title=${`Deactivate ${member.name}?`} submit="Deactivate" danger
      lead="For good: they are signed out and their keys are revoked within five seconds. What they did keeps their name."
      request=${() => ({ method: 'POST', path: `/v1/staff/${member.id}/deactivate`, body: {} })}
      onDone=${() => list.changed(`${member.name} was deactivated.`)} />`);
  const mine = session.staff?.id;
  return html`
    <${AdminPage} title="Staff" lead="Who can sign in here, and what each of them may do."
      action=${html`<button type="button" class="primary" disabled=${!locations} onClick=${() => edit(null)}>New member</button>`}>
      <${ListTable} list=${list} label="Staff" empty="Nobody can sign in yet. Add the first member of staff."
        columns=${[
          {
            name: 'Name', main: true,
            cell: (member) => html`${member.name}${member.id === mine && html` <${Badge}>you<//>`}`,
          },
          { name: 'E-mail', cell: ({ email }) => email },
          { name: 'May', cell: ({ permissions }) => permissionText(permissions) },
          {
            name: 'Works at',
            cell: ({ location_ids: ids }) => ids.length === 0 ? 'All locations' : ids.map((id) => placeNames.get(id) ?? '…').join(', '),
          },
          {
            name: 'Status',
            cell: (member) => member.status !== 'active' ? html`<${Badge} tone="">Deactivated<//>`
              : member.has_password ? html`<${Badge} tone="good">Active<//>` : html`<${Badge} tone="warn">No password yet<//>`,
          },
        ]}
        actions=${(member) => member.status !== 'active' ? [] : [
          { label: 'Change', of: member.name, run: () => edit(member) },
          member.id !== mine && { label: 'Set password', of: member.name, run: () => setPassword(member) },
          member.id !== mine && { label: 'Deactivate', of: member.name, danger: true, run: () => deactivate(member) },
        ]} />
      ${dialog.shown}
    <//>`;
}
