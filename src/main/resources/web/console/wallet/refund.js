// Giving a payment back to the balance, or moving it to another sale.
import { html, useState } from '../lib.js';
import { money, parse, toJson, typed } from '../money.js';
import { Dialog } from '../parts/dialog.js';
import { OnceForm } from '../parts/form.js';
import { MoneyField, NoteField, TextField } from '../parts/fields.js';
import { toast } from '../parts/toasts.js';
import { LocationField } from './places.js';

/** left: what was not given back yet, as BigInt */
export function Refund({ payment, left, onClose }) {
  const { currency } = payment;
  const [amount, setAmount] = useState(typed(left, currency));
  const [reference, setReference] = useState('');
  const [note, setNote] = useState('');
  const check = () => {
    const read = parse(amount, currency);
    if (read.fault) return { faults: { amount: read.fault } };
    if (read.amount > left) return { faults: { amount: `No more than ${money(left, currency)} is left to give back.` } };
    const body = { amount: toJson(read.amount) };
    if (reference.trim()) body.reference = reference.trim();
    if (note.trim()) body.note = note.trim();
    return { request: { method: 'POST', path: `/v1/transactions/${payment.id}/refund`, body, title: `Refund of ${money(read.amount, currency)}` } };
  };
  const done = (made) => {
    toast(`${money(made.amount, currency)} given back to the balance.`);
    onClose();
  };
  return html`
    <${Dialog} title="Refund to the balance" onClose=${onClose}>
      <p class="lead">Payment of ${money(-BigInt(payment.amount), currency)}${payment.reference ? ` for ${payment.reference}` : ''}.</p>
      <${OnceForm} slot="payment/${payment.id}" check=${check} onDone=${done} submit="Refund">${(faults) => html`
        <${MoneyField} label="Amount" currency=${currency} value=${amount} onInput=${setAmount} fault=${faults.amount}
          hint="${money(left, currency)} can be given back" />
        <${TextField} label="Reference" optional value=${reference} onInput=${setReference} fault=${faults.reference} maxlength="100" />
        <${NoteField} label="Note" optional value=${note} onInput=${setNote} fault=${faults.note} maxlength="500" />
      `}<//>
    <//>`;
}

export function Move({ payment, left, onClose }) {
  const { currency } = payment;
  const [reference, setReference] = useState('');
  const [location, setLocation] = useState('');
  const check = () => {
    if (!reference.trim()) return { faults: { reference: 'Enter the sale or appointment it moves to.' } };
    const body = { reference: reference.trim() };
    if (location) body.location_id = location;
    return { request: { method: 'POST', path: `/v1/transactions/${payment.id}/move`, body, title: `Moving ${money(left, currency)}` } };
  };
  const done = () => {
    toast(`${money(left, currency)} moved to ${reference.trim()}.`);
    onClose();
  };
  return html`
    <${Dialog} title="Move to another sale" onClose=${onClose}>
      <p class="lead">${money(left, currency)}${payment.reference ? ` of ${payment.reference}` : ''} will be for another sale or appointment. The balance stays as it is.</p>
      <${OnceForm} slot="payment/${payment.id}" check=${check} onDone=${done} submit="Move payment">${(faults) => html`
        <${TextField} label="New reference" value=${reference} onInput=${setReference} fault=${faults.reference} maxlength="100"
          hint="The number of the sale or the appointment." />
        <${LocationField} value=${location} onInput=${setLocation} fault=${faults.location_id} none="Where it is now" />
      `}<//>
    <//>`;
}
