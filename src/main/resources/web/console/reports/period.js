// Days of the business: dates as people say them, and the moments at which they begin somewhere.
// A date is a string "2026-11-30"; a moment is an RFC 3339 string in UTC with milliseconds, of which
// an earlier one also sorts before a later one.

const DAY_MILLIS = 86_400_000;
const formats = new Map();

/** The browser's own time zone, for a business that did not say which it has. */
export const hereZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

function partsIn(zone) {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone, hourCycle: 'h23', era: 'short',
      year: 'numeric', month: '2-digit', day: '2-digit',
      hour: '2-digit', minute: '2-digit', second: '2-digit',
    });
    formats.set(zone, format);
  }
  return format;
}

/** What a clock in the zone shows at a moment, as if that were UTC; in milliseconds. */
function clock(millis, zone) {
  const part = {};
  for (const { type, value } of partsIn(zone).formatToParts(millis)) {
    part[type] = value;
  }
  return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second);
}

const utc = (date) => Date.parse(date + 'T00:00:00.000Z');
const dateOf = (millis) => new Date(millis).toISOString().slice(0, 10);

/** Whether it is a date that there is. */
export function isDate(text) {
  return /^\d{4}-\d\d-\d\d$/.test(text ?? '') && !Number.isNaN(utc(text)) && dateOf(utc(text)) === text;
}

/** The date that a calendar in the zone shows at a moment. */
export function dayOf(moment, zone) {
  const millis = typeof moment === 'number' ? moment : Date.parse(moment);
  return dateOf(clock(millis, zone));
}

export const today = (zone) => dayOf(Date.now(), zone);

export const addDays = (date, days) => dateOf(utc(date) + days * DAY_MILLIS);

/** How many days from the one to the other. */
export const daysBetween = (from, to) => Math.round((utc(to) - utc(from)) / DAY_MILLIS);

/**
 * The moment at which a day begins in a zone. Where the clocks are put forward over midnight that is
 * no midnight, and where they are put back over it, it is the first of the two.
 */
export function startOf(date, zone) {
  const midnight = utc(date);
  const candidates = [midnight - DAY_MILLIS, midnight + DAY_MILLIS]
    .map((near) => midnight - (clock(near, zone) - near))
    .filter((millis) => dayOf(millis, zone) === date);
  return new Date(Math.min(...candidates)).toISOString();
}

/** The first day of the week (a Monday), or of the month, that a date is in. */
export function bucketOf(date, unit) {
  if (unit === 'month') {
    return date.slice(0, 8) + '01';
  }
  if (unit === 'week') {
    return addDays(date, -((new Date(utc(date)).getUTCDay() + 6) % 7));
  }
  return date;
}

/** The first day of the bucket after the one that begins with this date. */
export function nextBucket(date, unit) {
  if (unit === 'month') {
    return bucketOf(addDays(date, 31), 'month');
  }
  return addDays(date, unit === 'week' ? 7 : 1);
}

/** What a chart of so many days is divided into. */
export function unitFor(from, to) {
  const days = daysBetween(from, to) + 1;
  return days <= 62 ? 'day' : days <= 400 ? 'week' : 'month';
}

/** Periods that people ask for, each as a function of today. */
export const PRESETS = [
  { name: 'Today', of: (day) => [day, day] },
  { name: 'Yesterday', of: (day) => [addDays(day, -1), addDays(day, -1)] },
  { name: 'Last 7 days', of: (day) => [addDays(day, -6), day] },
  { name: 'Last 30 days', of: (day) => [addDays(day, -29), day] },
  { name: 'This month', of: (day) => [bucketOf(day, 'month'), day] },
  {
    name: 'Last month',
    of: (day) => {
      const last = addDays(bucketOf(day, 'month'), -1);
      return [bucketOf(last, 'month'), last];
    },
  },
  { name: 'This year', of: (day) => [day.slice(0, 5) + '01-01', day] },
];

/** A date as the reader writes it. */
export function dateText(date, options = { day: 'numeric', month: 'short', year: 'numeric' }) {
  return new Intl.DateTimeFormat(undefined, { ...options, timeZone: 'UTC' }).format(utc(date));
}

/** A moment as the reader writes it, by the clocks of the zone. */
export function momentText(moment, zone) {
  return new Intl.DateTimeFormat(undefined, {
    timeZone: zone, day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit',
  }).format(Date.parse(moment));
}
