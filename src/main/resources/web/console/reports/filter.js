// What a report is asked, as the address says it: a link to a report shows the same report.

import { PRESETS, addDays, isDate, startOf, today, unitFor } from './period.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The period a report starts with, until somebody asks for another. */
function usual(report, zone) {
  const preset = PRESETS.find(({ name }) => name === report.preset);
  const [from, to] = preset ? preset.of(today(zone)) : ['', ''];
  return { from, to, at: '', location: '' };
}

/** Reads a filter out of the address; what is not understood there counts for nothing. */
export function filterOf(report, query, zone) {
  if ([...query.keys()].length === 0) {
    return usual(report, zone);
  }
  const date = (name) => (isDate(query.get(name)) ? query.get(name) : '');
  const location = query.get('location') ?? '';
  const filter = {
    from: date('from'),
    to: date('to'),
    at: report.asks.includes('at') ? date('at') : '',
    location: UUID.test(location) ? location : '',
  };
  if (filter.from && filter.to && filter.from > filter.to) {
    [filter.from, filter.to] = [filter.to, filter.from];
  }
  return filter;
}

/** The address of a report with this filter; one that asks for everything says so. */
export function addressOf(report, filter) {
  const query = new URLSearchParams();
  for (const name of ['at', 'from', 'to', 'location']) {
    if (filter[name]) {
      query.set(name, filter[name]);
    }
  }
  if ([...query.keys()].length === 0) {
    query.set('from', '');
  }
  return `/reports/${report.name}?${query}`;
}

/** The request that answers it: days become the moments at which they begin and end there. */
export function pathOf(report, filter, zone, format) {
  const query = new URLSearchParams();
  if (filter.from) {
    query.set('from', startOf(filter.from, zone));
  }
  if (filter.to) {
    query.set('to', startOf(addDays(filter.to, 1), zone));
  }
  if (filter.at) {
    const next = Date.parse(startOf(addDays(filter.at, 1), zone));
    query.set('at', new Date(next - 1).toISOString());
  }
  if (filter.location) {
    query.set('location_id', filter.location);
  }
  if (format) {
    query.set('format', format);
  }
  const text = query.toString();
  return `/v1/reports/${report.name}${text ? '?' + text : ''}`;
}

/** What a chart of it is divided into. */
export const unitOf = (filter, zone) =>
  filter.from ? unitFor(filter.from, filter.to || today(zone)) : 'month';

/** The preset that a filter is, if it is one. */
export function presetOf(filter, zone) {
  const day = today(zone);
  return PRESETS.find(({ of }) => {
    const [from, to] = of(day);
    return from === filter.from && to === filter.to;
  })?.name;
}
