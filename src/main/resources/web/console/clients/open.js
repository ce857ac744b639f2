// Opening a wallet: for a new client, or in another currency for one who has a wallet.
import { html, useState } from '../lib.js';
import { parse, toJson } from '../money.js';
import { go } from '../router.js';
import { currencies as offered, may } from '../session.js';
import { Dialog } from '../parts/dialog.js';
import { OnceForm } from '../parts/form.js';
import { MoneyField, SelectField, TextField } from '../parts/fields.js';
import { toast } from '../parts/toasts.js';

/** Where the currency of last time is kept, which is mostly that of next time. */
const KEPT = 'holdfast.currency';

/**
 * client       whom it is for; null for a new one
 * currencies   that the client has wallets in already
 */
export function OpenWallet({ client = null, name: typed = '', currencies = [], onClose }) {
  const free = offered().filter((each) => !currencies.includes(each));
  const [name, setName] = useState(typed);
  const [reference, setReference] = useState(client?.reference ?? '');
  const [currency, setCurrency] = useState(free.find((each) => each === localStorage.getItem(KEPT)) ?? free[0]);
  const [credit, setCredit] = useState('');
  const check = () => {
    const faults = {};
    if (!reference.trim()) faults['client.reference'] = 'Enter the reference by which you know the client.';
    if (!client && !name.trim()) faults['client.name'] = 'Enter the client’s name.';
    const limit = credit.trim() === '' ? null : /^0+([.,]0+)?$/.test(credit.trim()) ? { amount: 0n } : parse(credit, currency);
    if (limit?.fault) faults.credit_limit = limit.fault;
    if (Object.keys(faults).length > 0) return { faults };
    const body = { client: { reference: reference.trim() }, currency };
    if (!client) body.client.name = name.trim();
    if (limit) body.credit_limit = toJson(limit.amount);
    return { request: { method: 'POST', path: '/v1/wallets', body, title: `A wallet for ${client?.name ?? name.trim()}` } };
  };
  const done = (wallet) => {
    localStorage.setItem(KEPT, wallet.currency);
    toast(`Wallet in ${wallet.currency} opened.`);
    onClose();
    go(`/wallets/${wallet.id}`);
  };
  const failed = (failure) => {
    // Whoever is there already is whom they were looking for.
    if (failure.code === 'wallet_exists') {
      toast('This client has a wallet in that currency already. Here it is.');
      onClose();
      go(`/wallets/${failure.problem.wallet_id}`);
    }
  };
  return html`
    <${Dialog} title=${client ? `Another wallet for ${client.name ?? client.reference}` : 'New client'} onClose=${onClose}>
      <${OnceForm} slot="open/${client?.reference ?? ''}" check=${check} onDone=${done} onFailed=${failed} submit="Open wallet">${(faults) => html`
        ${!client && html`
          <${TextField} label="Name" value=${name} onInput=${setName} fault=${faults['client.name']} maxlength="200" />
          <${TextField} label="Reference" value=${reference} onInput=${setReference} fault=${faults['client.reference']} maxlength="100"
            hint="How your own systems know the client, such as a card or a customer number." />`}
        <${SelectField} label="Currency" value=${currency} onInput=${setCurrency} fault=${faults.currency}
          options=${free.map((each) => ({ value: each, label: each }))} />
        ${may() && html`<${MoneyField} label="Credit limit" optional currency=${currency} value=${credit} onInput=${setCredit}
          fault=${faults.credit_limit} hint="How far the balance may go below zero. Left empty, the settings decide." />`}
      `}<//>
    <//>`;
}
