// What stands in the fields of a form, and what that means to the service.
import { parse, toJson, typed } from '../money.js';

/** The currency of a field of money: its own, or what another field of the form says. */
export const currencyOf = (field, values) => field.currency ?? values[field.currencyField];

/** What stands in a form's fields when it opens. */
export function firstValues(fields) {
  const values = {};
  for (const field of fields) {
    if (field.type !== 'money') values[field.name] = firstValue(field);
  }
  for (const field of fields) {
    if (field.type === 'money') {
      values[field.name] = field.value === undefined || field.value === null
        ? '' : typed(field.value, currencyOf(field, values));
    }
  }
  return values;
}

function firstValue({ type, value, options }) {
  if (type === 'checks') return value ?? [];
  if (type === 'switch') return value ?? false;
  if (type === 'select') return value ?? options[0]?.value ?? '';
  return value === undefined || value === null ? '' : String(value);
}

/**
 * Reads them: `given`, without what was left empty, and `faults` by field.
 */
export function read(fields, values) {
  const given = {};
  const faults = {};
  for (const field of fields) {
    const { value, fault } = readOne(field, values);
    if (fault) faults[field.name] = fault;
    else if (value !== undefined) given[field.name] = value;
  }
  return { given, faults };
}

function readOne(field, values) {
  const value = values[field.name];
  if (field.type === 'switch') return { value };
  if (field.type === 'checks') {
    return field.required && value.length === 0 ? { fault: 'Choose at least one.' } : { value };
  }
  const text = field.type === 'password' ? value : value.trim();
  if (text === '') return field.required ? { fault: 'This is needed.' } : {};
  if (field.type === 'money') return readMoney(field, text, values);
  if (field.type === 'number') return readNumber(field, text);
  if (field.minlength && text.length < field.minlength) {
    return { fault: `At least ${field.minlength} characters.` };
  }
  return { value: text };
}

function readMoney(field, text, values) {
  if (field.zero && /^[0.,\s]*0[0.,\s]*$/.test(text)) return { value: 0 };
  const { amount, fault } = parse(text, currencyOf(field, values));
  return fault ? { fault } : { value: toJson(amount) };
}

function readNumber({ min, max }, text) {
  const number = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
  if (Number.isNaN(number)) return { fault: 'Enter a whole number.' };
  if (min !== undefined && number < min) return { fault: `At least ${min.toLocaleString()}.` };
  if (max !== undefined && number > max) return { fault: `At most ${max.toLocaleString()}.` };
  return { value: number };
}

/** The service's faults: by field as far as they point to one, and the others. */
export function faultsOf(failure, fields) {
  const byField = {};
  const others = [];
  for (const { pointer, detail } of failure?.faults ?? []) {
    const at = fields.find((field) => {
      const own = field.pointer ?? `/${field.name}`;
      return own !== '' && (pointer === own || pointer?.startsWith(`${own}/`));
    });
    const text = detail.charAt(0).toUpperCase() + detail.slice(1) + (detail.endsWith('.') ? '' : '.');
    if (at) byField[at.name] = text;
    else others.push(pointer ? `${pointer}: ${detail}` : text);
  }
  return { byField, others };
}
