// Adjust balance: a correction, a gift, by hand and with a reason.
import { html, useState } from '../lib.js';
import { change, money, parse, toJson } from '../money.js';
import { Dialog } from '../parts/dialog.js';
import { OnceForm } from '../parts/form.js';
import { ChoiceField, MoneyField, NoteField } from '../parts/fields.js';
import { toast } from '../parts/toasts.js';

export function Adjust({ wallet, onClose }) {
  const { currency } = wallet;
  const [way, setWay] = useState('up');
  const [amount, setAmount] = useState('');
  const [note, setNote] = useState('');
  const read = parse(amount, currency);
  const signed = read.amount === undefined ? null : way === 'up' ? read.amount : -read.amount;
  const check = () => {
    const faults = {};
    if (read.fault) faults.amount = read.fault;
    if (!note.trim()) faults.note = 'Say why. It shows in the history.';
    if (Object.keys(faults).length > 0) return { faults };
    const body = { wallet_id: wallet.id, amount: toJson(signed), currency, note: note.trim() };
    return { request: { method: 'POST', path: '/v1/adjustments', body, title: `Adjustment of ${change(signed, currency)}` } };
  };
  const done = (made) => {
    toast(`Balance adjusted by ${change(made.amount, currency)}.`);
    onClose();
  };
  return html`
    <${Dialog} title="Adjust balance" onClose=${onClose}>
      <${OnceForm} slot="adjust/${wallet.id}" check=${check} onDone=${done} submit="Adjust balance">${(faults) => html`
        <${ChoiceField} label="What should happen" value=${way} onInput=${setWay}
          options=${[{ value: 'up', label: 'Add' }, { value: 'down', label: 'Take off' }]} />
        <${MoneyField} label="Amount" currency=${currency} value=${amount} onInput=${setAmount} fault=${faults.amount}
          hint=${signed === null ? `The balance is ${money(wallet.balance, currency)}.`
            : `${money(wallet.balance, currency)} becomes ${money(BigInt(wallet.balance) + signed, currency)}.`} />
        <${NoteField} label="Reason" value=${note} onInput=${setNote} fault=${faults.note} maxlength="500" />
      `}<//>
    <//>`;
}
