// The settings of the business.

import { html } from '../lib.js';
import { toast } from '../parts/toasts.js';
import { AdminPage, Form, Loaded, Notice, TIME_ZONES, moneyText, useThing } from './parts.js';
import { UNITS, inSeconds, inUnits } from './words.js';

const codes = (text) => (text ?? '').toUpperCase().split(/[\s,]+/).filter(Boolean);

/**
 * The default credit limit is a number of smallest units of whatever currency a wallet has; it is
 * typed in the first of the business's currencies.
 */
const reference = ({ currencies }) => currencies[0] ?? 'USD';

function fields(settings) {
  const expiry = inUnits(settings.hold_expiry_seconds);
  const currency = reference(settings);
  const others = settings.currencies.slice(1);
  const limit = settings.negative_balances.default_credit_limit;
  const elsewhere = others.map((code) => moneyText(limit, code)).join(', ');
  return [
    {
      name: 'account_balances_enabled', label: 'Balances can be used', type: 'switch', value: settings.account_balances_enabled,
      hint: 'Off: everything can be seen and nothing moves, at any location. Payments are declined.',
    },
    {
      name: 'enabled', pointer: '/negative_balances/enabled', label: 'New clients may go below zero', type: 'switch',
      value: settings.negative_balances.enabled, hint: "An IOU, which the client's next deposit pays.",
    },
    {
      name: 'default_credit_limit', pointer: '/negative_balances/default_credit_limit', label: `How far below, in ${currency}`,
      type: 'money', currency, zero: true, value: limit,
      hint: elsewhere ? `Wallets in other currencies get the same number of smallest units: now ${elsewhere}.` : "What a new wallet's credit limit starts at.",
    },
    {
      name: 'hold_count', pointer: '/hold_expiry_seconds', label: 'A hold ends after', type: 'number', min: 1, value: expiry.count, required: true,
      hint: 'Unless its sale says otherwise; at most 31 days.',
    },
    {
      name: 'hold_unit', beside: true, pointer: '', label: 'Unit', type: 'select', options: UNITS,
      value: expiry.unit,
    },
    {
      name: 'currencies', label: 'Currencies', value: settings.currencies.join(', '),
      hint: 'In which wallets may be opened, with commas between; empty: in all.',
    },
    {
      name: 'time_zone', label: 'Time zone', type: 'suggest', options: TIME_ZONES, value: settings.time_zone, required: true,
      hint: 'By whose midnight days of reports, limits and memberships begin.',
    },
  ];
}

const body = (given) => ({
  account_balances_enabled: given.account_balances_enabled,
  negative_balances: { enabled: given.enabled, default_credit_limit: given.default_credit_limit },
  hold_expiry_seconds: inSeconds(given.hold_count, given.hold_unit),
  currencies: codes(given.currencies),
  time_zone: given.time_zone,
});

export function SettingsPage() {
  const thing = useThing('/v1/settings');
  const saved = (settings) => {
    thing.set(settings);
    toast('The settings were saved.');
  };
  return html`
    <${AdminPage} title="Settings" lead="They are in force everywhere within five seconds.">
      <${Loaded} thing=${thing} lines=${8}>${(settings) => html`
        ${!settings.account_balances_enabled && html`
          <${Notice} tone="warn" title="Balances are switched off."><p>Nothing moves until they are on again.</p><//>`}
        <${Form} fields=${fields(settings)} submit="Save settings" onDone=${saved}
          request=${(given) => ({ method: 'PUT', path: '/v1/settings', body: body(given) })} />`}<//>
    <//>`;
}
