// The reports: what each of them is called, asks, and shows.

const time = (key, label) => ({ key, label, kind: 'time' });
const text = (key, label) => ({ key, label, kind: 'text' });
const word = (key, label, words) => ({ key, label, kind: 'word', words });
const money = (key, label) => ({ key, label, kind: 'money' });
const client = { key: 'client_name', label: 'Client', kind: 'client' };
const place = (key, label) => ({ key, label, kind: 'place' });

/** The steps from what was owed to what is owed, and whether each adds or takes. */
export const ROLL_FORWARD = [
  { key: 'loads', label: 'Loaded', sign: 1n },
  { key: 'rewards', label: 'Rewards', sign: 1n },
  { key: 'memberships', label: 'Memberships', sign: 1n },
  { key: 'spend', label: 'Spent', sign: -1n },
  { key: 'refunds', label: 'Refunds of spending', sign: 1n },
  { key: 'credited_refunds', label: 'Credited refunds', sign: 1n },
  { key: 'adjustments', label: 'Adjustments', sign: 1n },
];

/**
 * Each report.
 *
 * - `asks`: the filters it has; `preset`: the period it starts with, null for all of it
 * - `columns`: of the table; `amounts`: what is summed; `tiles`: the sums shown first
 * - `chart`: "days" and "top" are summed while reading, "roll" and "owed" out of its few rows
 */
export const REPORTS = [
  {
    name: 'usage',
    title: 'Usage',
    lead: 'What was spent from balances, less what was given back of it.',
    asks: ['period', 'location'],
    preset: 'Last 30 days',
    columns: [
      time('date', 'Date'),
      word('type', 'What', { debit: 'Payment', capture: 'Payment', refund: 'Refund' }),
      text('reference', 'Sale'),
      client,
      place('location_name', 'Location'),
      money('amount', 'Amount'),
    ],
    amounts: ['amount'],
    tiles: [['amount', 'Spent']],
    chart: 'days',
    caption: 'Spent',
    series: { by: 'day', time: 'date', amount: 'amount' },
    empty: ['Nothing was spent in this period.', 'Choose a longer one, or another location.'],
  },
  {
    name: 'deposits',
    title: 'Deposits',
    lead: 'What clients paid in. Adjustments and rewards are no deposits.',
    asks: ['period', 'location'],
    preset: 'Last 30 days',
    columns: [
      time('date', 'Date'),
      text('reference', 'Sale'),
      client,
      place('location_name', 'Location'),
      text('note', 'Note'),
      money('amount', 'Amount'),
    ],
    amounts: ['amount'],
    tiles: [['amount', 'Deposited']],
    chart: 'days',
    caption: 'Deposited',
    series: { by: 'day', time: 'date', amount: 'amount' },
    empty: ['Nothing was deposited in this period.', 'Choose a longer one, or another location.'],
  },
  {
    name: 'balances',
    title: 'Balances',
    lead: 'What every client has, now or at the end of a day.',
    asks: ['at', 'activity', 'location'],
    preset: null,
    columns: [
      client,
      text('client_reference', 'Number'),
      money('amount', 'Balance'),
      money('held', 'Held'),
      money('available', 'Available'),
    ],
    amounts: ['amount', 'held', 'available'],
    tiles: [['amount', 'Balances'], ['held', 'Held'], ['available', 'Available']],
    chart: 'top',
    caption: 'Largest balances',
    series: { by: 'top', amount: 'amount' },
    empty: ['No client matches.', 'Leave out the period or the location to see all of them.'],
  },
  {
    name: 'liability',
    title: 'Liability',
    lead: 'What clients are owed: from the opening balance, by what changed it, to the closing balance.',
    asks: ['period', 'location'],
    preset: 'This month',
    columns: [
      place('location_name', 'Location'),
      money('opening', 'Opening'),
      ...ROLL_FORWARD.map(({ key, label }) => money(key, label)),
      money('closing', 'Closing'),
    ],
    amounts: ['opening', ...ROLL_FORWARD.map(({ key }) => key), 'closing'],
    tiles: [['opening', 'Opening'], ['closing', 'Closing']],
    chart: 'roll',
    caption: 'From opening to closing',
    empty: ['Nothing was owed to any client at any time in this period.', ''],
  },
  {
    name: 'settlement',
    title: 'Settlement',
    lead: 'What locations owe one another for what was loaded at the one and spent at the other.',
    asks: ['period', 'location'],
    preset: 'This month',
    columns: [
      place('loaded_at_name', 'Owes (loaded at)'),
      place('spent_at_name', 'Is owed (spent at)'),
      money('amount', 'Amount'),
    ],
    amounts: ['amount'],
    tiles: [['amount', 'To be settled']],
    chart: 'owed',
    caption: 'What each location gets, or pays (below zero)',
    empty: ['No location owes another anything for this period.', ''],
  },
  {
    name: 'holds',
    title: 'Open holds',
    lead: 'What is set aside for sales that are not finished, oldest first.',
    asks: ['period', 'location'],
    preset: null,
    columns: [
      time('created_at', 'Since'),
      word('status', 'Status', { authorized: 'Held', partially_captured: 'Partly used' }),
      text('reference', 'Sale'),
      client,
      place('location_name', 'Location'),
      money('amount', 'Held at first'),
      money('remaining_amount', 'Still held'),
      time('expires_at', 'Until'),
    ],
    amounts: ['amount', 'remaining_amount'],
    tiles: [['remaining_amount', 'Held']],
    chart: 'days',
    caption: 'Still held, by the day it was set aside',
    series: { by: 'day', time: 'created_at', amount: 'remaining_amount' },
    empty: ['Nothing is held.', 'Every sale that set something aside is finished.'],
  },
];

export const reportNamed = (name) => REPORTS.find((report) => report.name === name) ?? REPORTS[0];
