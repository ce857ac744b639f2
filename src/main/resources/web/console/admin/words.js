// What codes of the service are called by people.

export const PERMISSIONS = [
  { value: 'admin', label: 'Administrator', hint: 'Everything, and settings, staff, keys and locations' },
  { value: 'checkout', label: 'Checkout', hint: 'Find clients, take payments and deposits, give refunds' },
  { value: 'adjust_balances', label: 'Adjust balances', hint: "Change a client's balance by hand" },
  { value: 'view_reports', label: 'Reports', hint: "See reports and every client's history" },
  { value: 'gateway', label: 'Gateway', hint: "For machines: payments without clients' names" },
];

const LABELS = new Map(PERMISSIONS.map(({ value, label }) => [value, label]));

export const permissionText = (permissions) =>
  permissions.map((each) => LABELS.get(each) ?? each).join(', ');

export const WINDOWS = [
  { value: 'hour', label: 'An hour' },
  { value: 'day', label: 'A day' },
  { value: 'week', label: 'A week' },
  { value: 'month', label: 'A month' },
];

export const INTERVALS = [
  { value: 'week', label: 'Weeks' },
  { value: 'month', label: 'Months' },
  { value: 'year', label: 'Years' },
];

/** "every month", "every 3 months". */
export const intervalText = ({ interval, interval_count: count }) =>
  count === 1 ? `every ${interval}` : `every ${count} ${interval}s`;

/** "appointment.completed" as "appointment completed". */
export const eventText = (type) => type.replaceAll(/[._]/g, ' ');

const SECONDS = [['days', 86_400], ['hours', 3_600], ['minutes', 60], ['seconds', 1]];

export const UNITS = SECONDS.map(([value]) => ({ value, label: value }));

/** Seconds in the largest unit that they are a whole number of. */
export function inUnits(seconds) {
  const [unit, length] = SECONDS.find(([, each]) => seconds % each === 0);
  return { count: seconds / length, unit };
}

export const inSeconds = (count, unit) => count * SECONDS.find(([value]) => value === unit)[1];
