// Paying from the balance: the amount is held first, then captured, all or part of it, or given back.
import { html, useState } from '../lib.js';
import { money, parse, toJson, typed } from '../money.js';
import { Dialog } from '../parts/dialog.js';
import { OnceForm } from '../parts/form.js';
import { CheckField, MoneyField, TextField } from '../parts/fields.js';
import { Notice } from '../parts/states.js';
import { toast } from '../parts/toasts.js';
import { LocationField, usePlaceOfDesk } from './places.js';

export function Pay({ wallet, onClose }) {
  const [hold, setHold] = useState(null);
  const [isVoiding, setVoiding] = useState(false);
  if (hold === null) return html`<${Authorize} wallet=${wallet} onClose=${onClose} onHeld=${setHold} />`;
  return isVoiding
    ? html`<${Void} hold=${hold} onClose=${onClose} />`
    : html`<${Capture} hold=${hold} onClose=${onClose} onVoid=${() => setVoiding(true)} />`;
}

function Authorize({ wallet, onClose, onHeld }) {
  const { currency } = wallet;
  const [amount, setAmount] = useState('');
  const [reference, setReference] = useState('');
  const [isPartial, setPartial] = useState(false);
  const [location, setLocation] = usePlaceOfDesk();
  const check = () => {
    const read = parse(amount, currency);
    if (read.fault) return { faults: { amount: read.fault } };
    const body = { wallet_id: wallet.id, amount: toJson(read.amount), currency, allow_partial: isPartial };
    if (location) body.location_id = location;
    if (reference.trim()) body.reference = reference.trim();
    return { request: { method: 'POST', path: '/v1/authorizations', body, title: `Payment of ${money(read.amount, currency)}` } };
  };
  const explain = (failure) => (failure.code === 'insufficient_funds' && failure.problem.available !== undefined
    ? `Only ${money(failure.problem.available, currency)} is available.` : null);
  return html`
    <${Dialog} title="Pay from the balance" onClose=${onClose}>
      <${OnceForm} slot="pay/${wallet.id}" check=${check} onDone=${onHeld} explain=${explain} submit="Hold amount">${(faults) => html`
        <${MoneyField} label="Amount" currency=${currency} value=${amount} onInput=${setAmount} fault=${faults.amount}
          hint="${money(wallet.available, currency)} available" />
        <${CheckField} label="If there is less, take what is there" checked=${isPartial} onInput=${setPartial}
          hint="The rest of the sale is paid another way." />
        <${LocationField} value=${location} onInput=${setLocation} fault=${faults.location_id} />
        <${TextField} label="Reference" optional value=${reference} onInput=${setReference} fault=${faults.reference} maxlength="100"
          hint="The number of the sale." />
      `}<//>
    <//>`;
}

/** Takes all or part of what is held. */
export function Capture({ hold, onClose, onVoid }) {
  const { currency } = hold;
  const held = money(hold.remaining_amount, currency);
  const [amount, setAmount] = useState(typed(hold.remaining_amount, currency));
  const [isOpen, setOpen] = useState(false);
  const read = parse(amount, currency);
  const isPart = read.amount !== undefined && read.amount < BigInt(hold.remaining_amount);
  const check = () => {
    if (read.fault) return { faults: { amount: read.fault } };
    if (read.amount > BigInt(hold.remaining_amount)) return { faults: { amount: `No more than ${held} is held.` } };
    const body = { amount: toJson(read.amount), final: !(isPart && isOpen) };
    return { request: { method: 'POST', path: `/v1/authorizations/${hold.id}/capture`, body, title: `Payment of ${money(read.amount, currency)}` } };
  };
  const done = (captured) => {
    toast(`Paid ${money(read.amount, currency)}.`
      + (BigInt(captured.remaining_amount) > 0n ? ` ${money(captured.remaining_amount, currency)} stays held.` : ''));
    onClose();
  };
  const isShort = BigInt(hold.amount) < BigInt(hold.requested_amount);
  return html`
    <${Dialog} title="${held} held" onClose=${onClose}>
      ${isShort && html`
        <${Notice} tone="warn" title="That is all there was."><p>Of ${money(hold.requested_amount, currency)},
          ${' '}${money(BigInt(hold.requested_amount) - BigInt(hold.amount), currency)} is to be paid another way.</p><//>`}
      <p class="lead">Capture it when the sale is done. Until then nothing is taken from the balance.</p>
      <${OnceForm} slot="hold/${hold.id}" check=${check} onDone=${done} submit="Capture ${read.amount !== undefined ? money(read.amount, currency) : ''}"
        aside=${html`
          ${onVoid && html`<button type="button" class="danger" onClick=${onVoid}>Void…</button>`}
          <button type="button" onClick=${onClose}>Leave it held</button>`}>${(faults) => html`
        <${MoneyField} label="Amount to capture" currency=${currency} value=${amount} onInput=${setAmount} fault=${faults.amount} />
        ${isPart && html`<${CheckField} label="Keep the rest held" checked=${isOpen} onInput=${setOpen}
          hint=${isOpen ? 'It can be captured later.' : `${money(BigInt(hold.remaining_amount) - read.amount, currency)} goes back to what is available.`} />`}
      `}<//>
    <//>`;
}

/** Gives back what is held. */
export function Void({ hold, onClose }) {
  const held = money(hold.remaining_amount, hold.currency);
  const check = () => ({
    request: { method: 'POST', path: `/v1/authorizations/${hold.id}/void`, body: {}, title: `Voiding the hold of ${held}` },
  });
  const done = () => {
    toast(`The hold of ${held} is void.`);
    onClose();
  };
  return html`
    <${Dialog} title="Void the hold of ${held}?" onClose=${onClose}>
      <p class="lead">It goes back to what is available. To be paid from the balance it has to be held again.</p>
      <${OnceForm} slot="hold/${hold.id}" check=${check} onDone=${done} submit="Void hold" danger
        aside=${html`<button type="button" onClick=${onClose}>Keep it</button>`}>${() => null}<//>
    <//>`;
}
