// Money as the API has it, an integer of minor units, and as people write it. It is never a
// floating number on the way: amounts become BigInt at once, and text by moving the point.
import decimalsOf from './currencies.js';

/** The largest amount there is, 2^53 - 1 minor units. */
export const AMOUNT_MAX = 9007199254740991n;

/** Decimals of a currency by ISO 4217: 2 for USD, 0 for JPY, 3 for KWD. */
export function decimals(currency) {
  return decimalsOf[currency] ?? 2;
}

/** The amount as a plain decimal number with a point: `plain(1250, 'USD')` is `12.50`. */
export function plain(amount, currency) {
  const minor = BigInt(amount);
  const places = decimals(currency);
  const sign = minor < 0n ? '-' : '';
  const digits = String(minor < 0n ? -minor : minor).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  return places === 0 ? sign + whole : `${sign}${whole}.${digits.slice(digits.length - places)}`;
}

const formats = new Map();

function format(currency, locale, options) {
  const key = `${locale}/${currency}/${JSON.stringify(options)}`;
  if (!formats.has(key)) {
    const places = decimals(currency);
    formats.set(key, new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: places,
      maximumFractionDigits: places,
      ...options,
    }));
  }
  return formats.get(key);
}

/** The amount for reading, by the locale: `money(-1250, 'USD')` is `-$12.50`. */
export function money(amount, currency, locale = navigator.language) {
  // Given a decimal as text, Intl rounds nothing.
  return format(currency, locale, {}).format(plain(amount, currency));
}

/** As `money`, with a plus where money came in. */
export function change(amount, currency, locale = navigator.language) {
  return format(currency, locale, { signDisplay: 'exceptZero' }).format(plain(amount, currency));
}

/** The amount for an input: digits and the locale's decimal separator, nothing else. */
export function typed(amount, currency, locale = navigator.language) {
  return plain(amount, currency).replace('.', separators(locale).decimal);
}

/** The currency's symbol in this locale: `$`, `¥`, `zł`. */
export function symbol(currency, locale = navigator.language) {
  const part = format(currency, locale, {}).formatToParts(0n).find((each) => each.type === 'currency');
  return part ? part.value : currency;
}

/** What stands between groups of digits and before decimals in this locale. */
export function separators(locale = navigator.language) {
  const parts = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, useGrouping: 'always' })
    .formatToParts(1234567n);
  const group = parts.find((part) => part.type === 'group');
  return { group: group ? group.value : '', decimal: parts.find((part) => part.type === 'decimal').value };
}

/**
 * Reads what somebody typed: minor units as BigInt, or `{fault}` with what is wrong, in words.
 * Accepts the locale's separators, and a point for the decimals if it cannot mean thousands.
 */
export function parse(text, currency, { signed = false, locale = navigator.language } = {}) {
  const places = decimals(currency);
  const { group, decimal } = separators(locale);
  let rest = folded(latin(text, locale))
    .replace(folded(symbol(currency, locale)), '').replace(currency, '').trim();
  let negative = false;
  if (/^[-−+]/.test(rest)) {
    negative = !rest.startsWith('+');
    if (negative && !signed) return { fault: 'Enter an amount above zero.' };
    rest = rest.slice(1).trim();
  }
  if (rest === '') return { fault: 'Enter an amount.' };
  rest = ungrouped(rest, folded(group), decimal);
  const match = rest && /^(\d*)(?:[.](\d*))?$/.exec(rest);
  if (!match || (match[1] === '' && !match[2])) {
    const example = 12n * 10n ** BigInt(places) + (5n * 10n ** BigInt(places)) / 10n;
    return { fault: `Enter an amount such as ${typed(example, currency, locale)}.` };
  }
  const fraction = match[2] ?? '';
  if (fraction.length > places) {
    return {
      fault: places === 0
        ? `${currency} has no decimals.`
        : `${currency} has ${places} decimals, not ${fraction.length}.`,
    };
  }
  const minor = BigInt((match[1] || '0') + fraction.padEnd(places, '0'));
  if (minor === 0n) return { fault: signed ? 'Enter an amount other than zero.' : 'Enter an amount above zero.' };
  if (minor > AMOUNT_MAX) return { fault: 'That is more than a wallet can hold.' };
  return { amount: negative ? -minor : minor };
}

/** With a point for the decimals and no groups; null if the groups make no sense. */
function ungrouped(text, group, decimal) {
  // Whoever groups with blanks or apostrophes types any of them.
  const kind = [/\s/g, /['’]/g].find((each) => group.search(each) === 0);
  const packed = kind ? text.replace(kind, group) : text;
  if (packed.includes(decimal)) {
    const [whole, fraction, ...more] = packed.split(decimal);
    if (more.length > 0 || !wellGrouped(whole, group)) return null;
    return `${whole.split(group).join('')}.${fraction}`;
  }
  if (group !== '' && packed.includes(group)) {
    if (wellGrouped(packed, group)) return packed.split(group).join('');
    // Where the point groups, 1.250 is twelve hundred and fifty, but 12.50 can only have decimals.
    return group === '.' && /^\d*\.\d{1,2}$/.test(packed) ? packed : null;
  }
  // Here the point means nothing else.
  return packed;
}

function wellGrouped(whole, group) {
  if (group === '' || !whole.includes(group)) return true;
  const groups = whole.split(group);
  const last = groups.pop();
  // Two or three digits a group: India writes 1,00,000.
  return last.length === 3 && groups.every((each, i) => /^\d{1,3}$/.test(each) && (i === 0 || each.length > 1));
}

/** At half width what a Japanese keyboard writes at full, and without marks of direction. */
function folded(text) {
  return text.normalize('NFKC').replace(/[\u200e\u200f\u061c]/g, '');
}

/** With the digits 0 to 9, whatever digits the locale writes. */
function latin(text, locale) {
  const native = [...new Intl.NumberFormat(locale, { useGrouping: false }).format(9876543210n)].reverse();
  return [...text].map((char) => {
    const digit = native.indexOf(char);
    return digit < 0 ? char : String(digit);
  }).join('');
}

/** An amount as the API takes it. Within 2^53, so exact. */
export function toJson(amount) {
  return Number(amount);
}
