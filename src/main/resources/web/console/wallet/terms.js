// What an administrator may change about a wallet: the name, the credit limit, whether money goes out.
import { send } from '../api.js';
import { html, useState } from '../lib.js';
import { parse, toJson, typed } from '../money.js';
import { Dialog } from '../parts/dialog.js';
import { PlainForm } from '../parts/form.js';
import { MoneyField, SelectField, TextField } from '../parts/fields.js';
import { toast } from '../parts/toasts.js';

const STATUSES = [
  { value: 'active', label: 'Active' },
  { value: 'frozen', label: 'Frozen: money comes in, none goes out' },
  { value: 'closed', label: 'Closed: nothing moves any more' },
];

/** Zero is an amount here. */
function limitOf(text, currency) {
  return /^0+([.,]0+)?$/.test(text.trim()) ? { amount: 0n } : parse(text, currency);
}

export function Terms({ wallet, onClose, onDone }) {
  const [name, setName] = useState(wallet.client.name ?? '');
  const [limit, setLimit] = useState(typed(wallet.credit_limit, wallet.currency));
  const [status, setStatus] = useState(wallet.status);
  const [fault, setFault] = useState(null);
  const act = async () => {
    const read = limitOf(limit, wallet.currency);
    setFault(read.fault);
    if (read.fault) return false;
    const body = {};
    if (name.trim() !== (wallet.client.name ?? '')) body.client = { name: name.trim() };
    if (read.amount !== BigInt(wallet.credit_limit)) body.credit_limit = toJson(read.amount);
    if (status !== wallet.status) body.status = status;
    if (Object.keys(body).length > 0) await send('PATCH', `/v1/wallets/${wallet.id}`, body);
    return true;
  };
  const done = (isDone) => {
    if (!isDone) return;
    toast('Wallet changed.');
    onDone();
    onClose();
  };
  return html`
    <${Dialog} title="Edit wallet" onClose=${onClose}>
      <${PlainForm} act=${act} onDone=${done} submit="Save">${(faults) => html`
        <${TextField} label="Client’s name" value=${name} onInput=${setName} fault=${faults['client.name']} maxlength="200" />
        <${MoneyField} label="Credit limit" currency=${wallet.currency} value=${limit} onInput=${setLimit} fault=${fault ?? faults.credit_limit}
          hint="How far the balance may go below zero." />
        <${SelectField} label="Status" value=${status} onInput=${setStatus} fault=${faults.status} options=${STATUSES} />
      `}<//>
    <//>`;
}
