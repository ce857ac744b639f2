// Sums as people read them. A sum of many wallets can be more than any one wallet can hold.
import { decimals, money, plain } from '../money.js';

export const amountText = (amount, currency) => money(amount, currency);

const formats = new Map();

/** A mark of an axis, short: without decimals where it has none, and in thousands or millions. */
export function axisText(amount, currency) {
  const whole = amount % 10n ** BigInt(decimals(currency)) === 0n;
  const key = currency + whole;
  if (!formats.has(key)) {
    formats.set(key, new Intl.NumberFormat(navigator.language, {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      ...(whole ? { notation: 'compact', maximumFractionDigits: 1, minimumFractionDigits: 0 } : {}),
    }));
  }
  return formats.get(key).format(plain(amount, currency));
}
