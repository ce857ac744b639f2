// Fields of forms: a label, what is typed, a hint, and what is wrong with it.
import { html, useId } from '../lib.js';
import { symbol } from '../money.js';

function Field({ label, hint, fault, optional, control }) {
  const id = useId();
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ');
  const wiring = {
    id,
    'aria-describedby': described || undefined,
    'aria-invalid': fault ? 'true' : undefined,
  };
  return html`
    <div class="field">
      <label for=${id}>${label}${optional && html` <span class="optional">optional</span>`}</label>
      ${control(wiring)}
      ${hint && html`<p class="hint" id="${id}-hint">${hint}</p>`}
      ${fault && html`<p class="fault" id="${id}-fault">${fault}</p>`}
    </div>`;
}

/** One line of text. `onInput` is given the text. */
export function TextField({ label, hint, fault, optional, value, onInput, type = 'text', ...rest }) {
  return html`
    <${Field} label=${label} hint=${hint} fault=${fault} optional=${optional} control=${(wiring) => html`
      <input type=${type} value=${value} autocomplete="off" ...${rest} ...${wiring}
        onInput=${(event) => onInput(event.target.value)} />`} />`;
}

/** Several lines of text. */
export function NoteField({ label, hint, fault, optional, value, onInput, rows = 2, ...rest }) {
  return html`
    <${Field} label=${label} hint=${hint} fault=${fault} optional=${optional} control=${(wiring) => html`
      <textarea rows=${rows} value=${value} ...${rest} ...${wiring}
        onInput=${(event) => onInput(event.target.value)}></textarea>`} />`;
}

/** An amount as it is typed; what it means is read by `parse` of money.js. */
export function MoneyField({ label, hint, fault, optional, currency, value, onInput, signed, ...rest }) {
  return html`
    <${Field} label=${label} hint=${hint} fault=${fault} optional=${optional} control=${(wiring) => html`
      <span class="money-input">
        <span aria-hidden="true">${symbol(currency)}</span>
        <input type="text" inputmode=${signed ? 'text' : 'decimal'} value=${value} autocomplete="off"
          maxlength="30" ...${rest} ...${wiring} onInput=${(event) => onInput(event.target.value)} />
        <span aria-hidden="true">${currency}</span>
      </span>`} />`;
}

/** One of several: options are `{ value, label }`. */
export function SelectField({ label, hint, fault, optional, value, onInput, options, ...rest }) {
  return html`
    <${Field} label=${label} hint=${hint} fault=${fault} optional=${optional} control=${(wiring) => html`
      <select value=${value} ...${rest} ...${wiring} onChange=${(event) => onInput(event.target.value)}>
        ${options.map((option) => html`
          <option key=${option.value} value=${option.value} selected=${option.value === value}>${option.label}</option>`)}
      </select>`} />`;
}

/** Yes or no. */
export function CheckField({ label, hint, checked, onInput, ...rest }) {
  const id = useId();
  return html`
    <div class="field check">
      <input type="checkbox" id=${id} checked=${checked} aria-describedby=${hint ? `${id}-hint` : undefined}
        ...${rest} onChange=${(event) => onInput(event.target.checked)} />
      <label for=${id}>${label}</label>
      ${hint && html`<p class="hint" id="${id}-hint">${hint}</p>`}
    </div>`;
}

/** One of few, all of them seen. */
export function ChoiceField({ label, value, onInput, options }) {
  const name = useId();
  return html`
    <fieldset class="choice">
      <legend>${label}</legend>
      ${options.map((option) => html`
        <label key=${option.value}>
          <input type="radio" name=${name} value=${option.value} checked=${option.value === value}
            onChange=${() => onInput(option.value)} />
          <span>${option.label}</span>
        </label>`)}
    </fieldset>`;
}
