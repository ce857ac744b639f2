// Moments, as people here read them: in this device's time zone and language.
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
const minute = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });
const ago = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

export const date = (time) => day.format(new Date(time));
export const clock = (time) => minute.format(new Date(time));
export const dateAndClock = (time) => `${date(time)}, ${clock(time)}`;
export const inFull = (time) => full.format(new Date(time));

const STEPS = [['day', 86400], ['hour', 3600], ['minute', 60]];

/** How long from now, roughly: "in 7 days", "3 hours ago". */
export function fromNow(time, now = Date.now()) {
  const seconds = Math.round((new Date(time) - now) / 1000);
  for (const [unit, length] of STEPS) {
    if (Math.abs(seconds) >= length) return ago.format(Math.round(seconds / length), unit);
  }
  return ago.format(seconds < 0 ? Math.min(seconds, -1) : seconds, 'second');
}
