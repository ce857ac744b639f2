// What the pages of the administration have in common.
import { html, useEffect, useState } from '../lib.js';
import { everyPage, useList } from '../lists.js';
import { money } from '../money.js';
import { Failed, Skeleton } from '../parts/states.js';
import { Table } from '../parts/table.js';
import { toast } from '../parts/toasts.js';
import { date, dateAndClock } from '../times.js';

export { get } from '../api.js';
export { useThing } from '../lists.js';
export { Badge, Notice } from '../parts/states.js';
export { useDialog } from './dialogs.js';
export { Confirm, Form, FormDialog } from './form.js';

export const dayText = date;
export const momentText = dateAndClock;
export const moneyText = money;

/** The time zones that this browser knows; any other can be typed. */
export const TIME_ZONES = Intl.supportedValuesOf?.('timeZone') ?? [];

/** Where a business takes every currency, these are offered. */
const USUAL = ['USD', 'EUR', 'GBP', 'CAD', 'AUD', 'NZD', 'CHF', 'JPY', 'SEK', 'NOK', 'DKK', 'SGD', 'AED'];

/** The currencies that the business works in, as choices. */
export function currencyChoices({ business }) {
  const codes = business.currencies.length > 0 ? business.currencies : USUAL;
  return codes.map((code) => ({ value: code, label: code }));
}

/** All of a short list for a component: null until they are there. */
export function useAll(path) {
  const [all, setAll] = useState(null);
  useEffect(() => {
    let isHere = true;
    everyPage(path).then((rows) => isHere && setAll(rows), () => isHere && setAll([]));
    return () => {
      isHere = false;
    };
  }, [path]);
  return all;
}

/** A list that is changed here: `changed(text)` says what was done and reads it again. */
export function useEditable(path, parameters) {
  const list = useList(path, parameters);
  const changed = (text) => {
    toast(text);
    list.reload();
  };
  return { ...list, changed };
}

export function AdminPage({ title, lead, action, back, children }) {
  return html`
    <header class="page-head">
      <div>
        ${back && html`<p class="back"><a href=${back[0]}>← ${back[1]}</a></p>`}
        <h1 tabindex="-1">${title}</h1>
        <p class="lead">${lead}</p>
      </div>
      ${action}
    </header>
    ${children}`;
}

/** A thing of `useThing`, drawn by `children(value)` once it is there. */
export function Loaded({ thing, lines = 4, children }) {
  if (thing.value !== undefined) return children(thing.value);
  return thing.failure
    ? html`<${Failed} failure=${thing.failure} onRetry=${thing.reload} />`
    : html`<${Skeleton} lines=${lines} />`;
}

/**
 * A list as a table.
 *
 * columns   as those of `Table`
 * actions   of a row: label, what it is done to (`of`), and `run`
 */
export function ListTable({ list, label, empty, columns, actions }) {
  const all = columns.map((column) => ({ ...column, cell: (row) => orNothing(column.cell(row)) }));
  if (actions) {
    all.push({ name: 'Actions', kind: 'actions', cell: (row) => html`<${Actions} actions=${actions(row)} />` });
  }
  return html`
    <${Table} caption=${label} columns=${all} list=${list} empty=${empty}
      rowKey=${(row) => row.id ?? `${row.created_at ?? row.line}${row.subject_id ?? row.column}`} />`;
}

function orNothing(content) {
  const isThere = content !== null && content !== undefined && content !== '';
  return isThere ? content : html`<span class="soft"><span aria-hidden="true">–</span><span class="unseen">none</span></span>`;
}

function Actions({ actions }) {
  return actions.filter(Boolean).map((action) => html`
    <button key=${action.label} type="button" class=${action.danger ? 'small danger' : 'small'}
      aria-label=${`${action.label}: ${action.of}`} onClick=${action.run}>${action.label}</button>`);
}
