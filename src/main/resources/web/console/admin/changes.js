// The trail: who changed what outside the book, and when.

import { html } from '../lib.js';
import { AdminPage, ListTable, momentText, useEditable } from './parts.js';
import { eventText } from './words.js';

/** What a change did, member by member of the documents before and after. */
export function differences(before, after) {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return names
    .map((name) => ({ name, before: before?.[name], after: after?.[name] }))
    .filter((each) => JSON.stringify(each.before) !== JSON.stringify(each.after));
}

function valueText(value) {
  if (value === null || value === undefined) {
    return 'nothing';
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? 'none' : value.map(valueText).join(', ');
  }
  if (typeof value === 'object') {
    return Object.entries(value).map(([name, inner]) => `${name.replaceAll('_', ' ')}: ${valueText(inner)}`).join(', ');
  }
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}

/** Which thing it was about, by the name it had or has. */
function subject({ before, after, subject_id: id }) {
  return after?.name ?? before?.name ?? after?.url ?? before?.url ?? (id ? html`<code>${id.slice(-12)}</code>` : null);
}

const NAMELESS = new Set(['id', 'created_at']);

function What({ change }) {
  const changed = differences(change.before, change.after).filter(({ name }) => !NAMELESS.has(name));
  return html`
    <details class="changed">
      <summary>${changed.length === 1 ? changed[0].name.replaceAll('_', ' ') : `${changed.length} fields`}</summary>
      <dl class="changes">
        ${changed.map(({ name, before, after }) => html`
          <div key=${name}>
            <dt>${name.replaceAll('_', ' ')}</dt>
            <dd>${change.before && html`<del>${valueText(before)}</del> → `}<ins>${valueText(after)}</ins></dd>
          </div>`)}
      </dl>
    </details>`;
}

export function Changes({ query }) {
  const about = query?.get('about');
  const list = useEditable('/v1/changes', about ? { subject_id: about } : {});
  return html`
    <${AdminPage} title="Changes"
      lead="Who changed settings, staff, keys, limits and whatever else is not a movement of money. Nothing here is ever changed or deleted.">
      ${about && html`<p><a href="#/admin/changes">Show the changes of everything</a></p>`}
      <${ListTable} list=${list} label="Changes" empty="Nothing was changed yet."
        columns=${[
          { name: 'When', cell: ({ created_at: at }) => html`<time datetime=${at}>${momentText(at)}</time>` },
          { name: 'Who', main: true, cell: ({ actor }) => actor?.name ?? 'The service' },
          { name: 'Did', cell: ({ action }) => eventText(action) },
          {
            name: 'To',
            cell: (change) => change.subject_id
              ? html`<a href=${`#/admin/changes?about=${change.subject_id}`}>${subject(change)}</a>` : subject(change),
          },
          { name: 'What changed', cell: (change) => html`<${What} change=${change} />` },
        ]} />
    <//>`;
}
