// Add to balance: a deposit that is pending until it is paid for, then completed.
import { html, useState } from '../lib.js';
import { money, parse, toJson } from '../money.js';
import { Dialog } from '../parts/dialog.js';
import { OnceForm } from '../parts/form.js';
import { MoneyField, NoteField, TextField } from '../parts/fields.js';
import { toast } from '../parts/toasts.js';
import { LocationField, usePlaceOfDesk } from './places.js';

export function AddToBalance({ wallet, onClose }) {
  const [deposit, setDeposit] = useState(null);
  return deposit === null
    ? html`<${Begin} wallet=${wallet} onClose=${onClose} onBegun=${setDeposit} />`
    : html`<${Complete} key=${deposit.id} deposit=${deposit} onClose=${onClose} isNew />`;
}

function Begin({ wallet, onClose, onBegun }) {
  const { currency } = wallet;
  const [amount, setAmount] = useState('');
  const [reference, setReference] = useState('');
  const [note, setNote] = useState('');
  const [location, setLocation] = usePlaceOfDesk();
  const check = () => {
    const read = parse(amount, currency);
    if (read.fault) return { faults: { amount: read.fault } };
    const body = { wallet_id: wallet.id, amount: toJson(read.amount), currency };
    if (location) body.location_id = location;
    if (reference.trim()) body.reference = reference.trim();
    if (note.trim()) body.note = note.trim();
    return { request: { method: 'POST', path: '/v1/deposits', body, title: `Deposit of ${money(read.amount, currency)}` } };
  };
  return html`
    <${Dialog} title="Add to balance" onClose=${onClose}>
      <${OnceForm} slot="deposit/${wallet.id}" check=${check} onDone=${onBegun} submit="Continue to payment">${(faults) => html`
        <${MoneyField} label="Amount" currency=${currency} value=${amount} onInput=${setAmount} fault=${faults.amount}
          hint=${wallet.balance < 0 ? `${money(-wallet.balance, currency)} of it pays what is owed.` : undefined} />
        <${LocationField} value=${location} onInput=${setLocation} fault=${faults.location_id} />
        <${TextField} label="Reference" optional value=${reference} onInput=${setReference} fault=${faults.reference} maxlength="100"
          hint="The number of the sale or the appointment." />
        <${NoteField} label="Note" optional value=${note} onInput=${setNote} fault=${faults.note} maxlength="500" />
      `}<//>
    <//>`;
}

/** Completes a pending deposit. */
export function Complete({ deposit, onClose, isNew = false }) {
  const amount = money(deposit.amount, deposit.currency);
  const check = () => ({
    request: { method: 'POST', path: `/v1/deposits/${deposit.id}/complete`, body: {}, title: `Deposit of ${amount}` },
  });
  const done = () => {
    toast(`${amount} added to the balance.`);
    onClose();
  };
  return html`
    <${Dialog} title=${isNew ? `Take ${amount}` : `Complete the deposit of ${amount}`} onClose=${onClose}>
      <p class="lead">The deposit is pending: nothing is on the balance yet. Complete it when the client has paid.</p>
      <${OnceForm} slot="deposit-end/${deposit.id}" check=${check} onDone=${done} submit="Paid: add to balance"
        aside=${html`<button type="button" onClick=${onClose}>${isNew ? 'Leave it pending' : 'Not yet'}</button>`}>${() => null}<//>
    <//>`;
}

/** Drops a pending deposit. */
export function CancelDeposit({ deposit, onClose }) {
  const amount = money(deposit.amount, deposit.currency);
  const check = () => ({
    request: { method: 'POST', path: `/v1/deposits/${deposit.id}/cancel`, body: {}, title: `Cancelling the deposit of ${amount}` },
  });
  const done = () => {
    toast(`The deposit of ${amount} is cancelled.`);
    onClose();
  };
  return html`
    <${Dialog} title="Cancel the deposit of ${amount}?" onClose=${onClose}>
      <p class="lead">It can not be completed afterwards. Nothing was added to the balance.</p>
      <${OnceForm} slot="deposit-end/${deposit.id}" check=${check} onDone=${done} submit="Cancel deposit" danger
        aside=${html`<button type="button" onClick=${onClose}>Keep it</button>`}>${() => null}<//>
    <//>`;
}
