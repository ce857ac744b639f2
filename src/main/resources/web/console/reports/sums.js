// What a report comes to: sums by currency, by day, and of its largest rows. Sums are BigInt.

import { bucketOf, dayOf, nextBucket, startOf } from './period.js';

const TOP = 10;

/** Adds up rows in time order into buckets of days, weeks or months of a zone. */
class Days {
  #column;
  #amount;
  #zone;
  #unit;
  #start = '';
  #end = '';
  #bucket = '';
  sums = new Map();

  constructor({ time, amount }, zone, unit) {
    this.#column = time;
    this.#amount = amount;
    this.#zone = zone;
    this.#unit = unit;
  }

  add(row) {
    const moment = row[this.#column];
    if (moment < this.#start || moment >= this.#end) {
      this.#bucket = bucketOf(dayOf(moment, this.#zone), this.#unit);
      this.#start = startOf(this.#bucket, this.#zone);
      this.#end = startOf(nextBucket(this.#bucket, this.#unit), this.#zone);
    }
    const of = sumsOf(this.sums, row.currency);
    of.set(this.#bucket, (of.get(this.#bucket) ?? 0n) + BigInt(row[this.#amount]));
  }
}

/** Keeps the largest rows of each currency. */
class Top {
  #amount;
  sums = new Map();

  constructor({ amount }) {
    this.#amount = amount;
  }

  add(row) {
    const value = BigInt(row[this.#amount]);
    const top = this.sums.get(row.currency) ?? [];
    if (top.length === TOP && value <= top[TOP - 1].value) {
      return;
    }
    const after = top.findIndex((each) => each.value < value);
    top.splice(after < 0 ? top.length : after, 0, { row, value });
    top.length = Math.min(top.length, TOP);
    this.sums.set(row.currency, top);
  }
}

function sumsOf(sums, currency) {
  let of = sums.get(currency);
  if (!of) {
    of = new Map();
    sums.set(currency, of);
  }
  return of;
}

/** Everything a page shows of a report, kept up to date row by row. */
export class Sums {
  #amounts;
  #series;
  #keep;
  rows = [];
  count = 0;
  totals = new Map();

  constructor({ amounts, series, zone, unit, keep }) {
    this.#amounts = amounts;
    this.#keep = keep;
    this.#series =
      series?.by === 'day' ? new Days(series, zone, unit) : series?.by === 'top' ? new Top(series) : null;
  }

  add(row) {
    this.count++;
    if (this.rows.length < this.#keep) {
      this.rows.push(row);
    }
    let total = this.totals.get(row.currency);
    if (!total) {
      total = { rows: 0 };
      for (const name of this.#amounts) {
        total[name] = 0n;
      }
      this.totals.set(row.currency, total);
    }
    total.rows++;
    for (const name of this.#amounts) {
      total[name] += BigInt(row[name]);
    }
    this.#series?.add(row);
  }

  /** By currency: buckets with their sums, or the largest rows. */
  get series() {
    return this.#series?.sums ?? new Map();
  }
}
