// Forms of the administration. Their fields are described, not drawn: name, label, type, value, hint,
// what it must be, `beside` if it stands beside the one before it, and `pointer`, where the service
// finds it in the request, if not under its name.
import { Lost } from '../api.js';
import { html, useId, useRef, useState } from '../lib.js';
import { Dialog } from '../parts/dialog.js';
import { CheckField, MoneyField, SelectField, TextField } from '../parts/fields.js';
import { Notice, sentence } from '../parts/states.js';
import { useOnce } from './once.js';
import { currencyOf, faultsOf, firstValues, read } from './values.js';

/** A form in a dialog; `request(given)` says what to ask for, `onDone(answer)` hears of it. */
export function FormDialog({ title, lead, fields, submit, request, onDone, onClose }) {
  const once = useOnce();
  const done = (answer) => {
    onClose();
    onDone(answer);
  };
  return html`
    <${Dialog} title=${title} onClose=${onClose} isFixed=${once.isBusy}>
      ${lead && html`<p class="lead">${lead}</p>`}
      <${Fields} once=${once} fields=${fields} submit=${submit} request=${request} onDone=${done}
        onCancel=${onClose} />
    <//>`;
}

/** Asks whether somebody means it. */
export function Confirm({ title, lead, submit, danger = false, request, onDone, onClose }) {
  const once = useOnce();
  const go = async (event) => {
    event.preventDefault();
    const done = await once.run(request());
    if (done) {
      onClose();
      onDone(done.answer);
    }
  };
  return html`
    <${Dialog} title=${title} onClose=${onClose} isFixed=${once.isBusy}>
      <p class="lead">${lead}</p>
      <form onSubmit=${go}>
        <${Outcome} once=${once} others=${[]} />
        <${Buttons} once=${once} submit=${submit} danger=${danger} onCancel=${onClose} />
      </form>
    <//>`;
}

/** A form that is a part of its page. */
export function Form({ fields, submit, request, onDone }) {
  const once = useOnce();
  return html`
    <${Fields} once=${once} fields=${fields} submit=${submit} request=${request} onDone=${onDone} />`;
}

function Buttons({ once, submit, danger, onCancel }) {
  return html`
    <footer>
      ${onCancel && html`
        <button type="button" disabled=${once.isBusy} onClick=${onCancel}>Cancel</button>`}
      <button type="submit" class=${danger ? 'danger' : 'primary'} disabled=${once.isBusy}>
        ${once.isBusy && html`<span class="spinner" aria-hidden="true"></span>`}${submit}
      </button>
    </footer>`;
}

function Fields({ once, fields, submit, request, onDone, onCancel }) {
  const [values, setValues] = useState(() => firstValues(fields));
  const [faults, setFaults] = useState({});
  const form = useRef(null);
  const refused = faultsOf(once.phase === 'refused' ? once.failure : null, fields);
  const set = (name, value) => {
    setValues((before) => ({ ...before, [name]: value }));
    setFaults(({ [name]: mended, ...others }) => others);
  };
  const toFault = () => setTimeout(
    () => form.current?.querySelector('[aria-invalid=true]')?.focus());
  const go = async (event) => {
    event.preventDefault();
    const reading = read(fields, values);
    setFaults(reading.faults);
    if (Object.keys(reading.faults).length > 0) {
      toFault();
      return;
    }
    const done = await once.run(request(reading.given));
    if (done) onDone(done.answer);
    else toFault();
  };
  const drawn = (field) => html`
    <${Described} key=${field.name} field=${field} values=${values}
      fault=${faults[field.name] ?? refused.byField[field.name]}
      onInput=${(value) => set(field.name, value)} />`;
  return html`
    <form ref=${form} novalidate onSubmit=${go}>
      <${Outcome} once=${once} others=${refused.others} />
      <fieldset class="fields" disabled=${once.isBusy}>
        ${inRows(fields).map((row) => (row.length === 1
          ? drawn(row[0]) : html`<div class="field-pair" key=${row[0].name}>${row.map(drawn)}</div>`))}
      </fieldset>
      <${Buttons} once=${once} submit=${submit} onCancel=${onCancel} />
    </form>`;
}

/** The fields row by row: those that say `beside` stand beside the one before them. */
function inRows(fields) {
  const rows = [];
  for (const field of fields) {
    if (field.beside) rows[rows.length - 1].push(field);
    else rows.push([field]);
  }
  return rows;
}

/** What became of it, where that is not the end of the form. */
function Outcome({ once: { phase, failure }, others }) {
  if (phase === 'open') {
    return html`
      <div role="alert"><${Notice} tone="warn" title="We don’t know yet whether this was done.">
        <p>${failure instanceof Lost ? 'The connection was lost.' : 'The service has not answered clearly.'}
          ${' '}We keep asking; it is done once, however often we ask.</p>
      <//></div>`;
  }
  if (phase !== 'refused') return null;
  const isAboutFields = failure.faults?.length > 0;
  return html`
    <div role="alert"><${Notice} tone="bad" title="This was not done.">
      <p>${isAboutFields ? 'See what is wrong with what is marked.' : sentence(failure)}</p>
      ${others.map((text) => html`<p key=${text}>${text}</p>`)}
    <//></div>`;
}

function Described({ field, values, fault, onInput }) {
  const { label, hint, options, maxlength } = field;
  const value = values[field.name];
  const common = { label, hint, fault, value, onInput, optional: !field.required };
  switch (field.type) {
    case 'checks':
      return html`<${Checks} ...${common} options=${options} />`;
    case 'switch':
      return html`<${CheckField} label=${label} hint=${hint} checked=${value} onInput=${onInput} role="switch" />`;
    case 'select':
      return html`<${SelectField} ...${common} optional=${false} options=${options} />`;
    case 'money':
      return html`<${MoneyField} ...${common} currency=${currencyOf(field, values)} />`;
    case 'suggest':
      return html`<${Suggest} ...${common} options=${options} maxlength=${maxlength} />`;
    case 'number':
      return html`<${TextField} ...${common} inputmode="numeric" maxlength="16" />`;
    default:
      return html`
        <${TextField} ...${common} type=${field.type ?? 'text'} maxlength=${maxlength}
          autocomplete=${field.autocomplete ?? 'off'} />`;
  }
}

function Suggest({ options, ...rest }) {
  const id = useId();
  return html`
    <${TextField} ...${rest} list=${id} />
    <datalist id=${id}>${options.map((each) => html`<option key=${each} value=${each}></option>`)}</datalist>`;
}

function Checks({ label, hint, fault, value, onInput, options }) {
  const id = useId();
  const turn = (option, isOn) => onInput(
    isOn ? [...value, option] : value.filter((each) => each !== option));
  return html`
    <fieldset class="field checks" aria-describedby=${fault ? `${id}-fault` : hint ? `${id}-hint` : undefined}>
      <legend>${label}</legend>
      ${options.map((option, i) => html`
        <${CheckField} key=${option.value} label=${option.label} hint=${option.hint}
          checked=${value.includes(option.value)} onInput=${(isOn) => turn(option.value, isOn)}
          aria-invalid=${fault && i === 0 ? 'true' : undefined} />`)}
      ${hint && html`<p class="hint" id=${`${id}-hint`}>${hint}</p>`}
      ${fault && html`<p class="fault" id=${`${id}-fault`}>${fault}</p>`}
    </fieldset>`;
}
