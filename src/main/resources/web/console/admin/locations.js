// The locations of the business.

import { html } from '../lib.js';
import { AdminPage, FormDialog, ListTable, TIME_ZONES, dayText, useDialog, useEditable } from './parts.js';

const fields = (location) => [
  { name: 'name', label: 'Name', value: location?.name, required: true, maxlength: 200 },
  {
    name: 'time_zone', label: 'Time zone', value: location?.time_zone, required: true, options: TIME_ZONES,
    type: 'suggest', hint: 'For example Europe/Lisbon',
  },
  {
    name: 'reference', label: 'Your own code', value: location?.reference, maxlength: 100,
    hint: 'What your other systems call it. No two locations can have the same.',
  },
];

export function Locations() {
  const list = useEditable('/v1/locations');
  const dialog = useDialog();
  const edit = (location) => dialog.open(html`
    <${FormDialog} title=${location ? `Change ${location.name}` : 'New location'} fields=${fields(location)}
      submit=${location ? 'Save' : 'Add location'}
      request=${(given) => ({
        method: location ? 'PATCH' : 'POST',
        path: location ? `/v1/locations/${location.id}` : '/v1/locations',
        body: { ...given, reference: given.reference || undefined },
      })}
      onDone=${() => list.changed(location ? 'The location was changed.' : 'The location was added.')} />`);
  return html`
    <${AdminPage} title="Locations" lead="Where clients pay in and spend. A balance is good at all of them."
      action=${html`<button type="button" class="primary" onClick=${() => edit(null)}>New location</button>`}>
      <${ListTable} list=${list} label="Locations"
        empty="There are no locations yet. Add the first, so that reports can tell them apart."
        columns=${[
          { name: 'Name', main: true, cell: ({ name }) => name },
          { name: 'Code', cell: ({ reference }) => reference },
          { name: 'Time zone', cell: ({ time_zone: zone }) => zone.replaceAll('_', ' ') },
          { name: 'Since', cell: ({ created_at: at }) => dayText(at) },
        ]}
        actions=${(location) => [{ label: 'Change', of: location.name, run: () => edit(location) }]} />
      ${dialog.shown}
    <//>`;
}
