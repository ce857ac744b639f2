// Tables that become a list of cards where there is no room.
import { html } from '../lib.js';
import { Empty, Failed, Skeleton } from './states.js';

/**
 * caption   what it is, for who cannot see it
 * columns   `{ name, cell, kind }`: `cell` is given a row; kind 'money' or 'actions', or none;
 *           `main` on the one that heads its card; `label: false` where a card needs no label for it
 * list      of `useList`, or `{ rows }`
 * rowKey    is given a row
 * compact   whether a card has two columns: then columns say where, `area` 'title', 'value', 'under',
 *           'beside' or 'rest'
 * empty     what stands there if there are none
 */
export function Table({ caption, columns, list, rowKey, empty, compact = false, skeleton = 4 }) {
  const { rows, isLoading, failure, more, reload } = list;
  if (failure && rows.length === 0) return html`<${Failed} failure=${failure} onRetry=${reload} />`;
  if (isLoading && rows.length === 0) return html`<${Skeleton} lines=${skeleton} label="Loading ${caption}" />`;
  if (rows.length === 0) return typeof empty === 'string' ? html`<${Empty} title=${empty} />` : empty;
  return html`
    <div class="table ${compact ? 'compact' : ''}">
      <table role="table" aria-label=${caption}>
        <thead role="rowgroup">
          <tr role="row">
            ${columns.map((column) => html`
              <th role="columnheader" scope="col" class=${column.kind ?? ''} key=${column.name}>
                ${column.kind === 'actions' ? html`<span class="unseen">${column.name}</span>` : column.name}
              </th>`)}
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${rows.map((row) => html`
            <tr role="row" key=${rowKey(row)}>
              ${columns.map((column) => html`
                <td role="cell" key=${column.name} data-label=${column.label === false || column.kind === 'actions' ? undefined : column.name}
                  class="${column.kind ?? ''} ${column.main ? 'main' : ''} ${column.area ?? ''}">${column.cell(row)}</td>`)}
            </tr>`)}
        </tbody>
      </table>
      ${failure && html`<${Failed} failure=${failure} onRetry=${more ?? reload} title="The rest could not be loaded." />`}
      ${more && !failure && html`
        <div class="more"><button type="button" disabled=${isLoading} onClick=${more}>
          ${isLoading ? 'Loading…' : 'Show more'}
        </button></div>`}
    </div>`;
}
