// What the charts show: an hour of seconds at most, in arrays that never grow beyond.
export const KEPT = 3600;

/** An interval without a sample, in seconds, that is shown as a gap and not bridged by a line. */
const GAP = 3;

/** Columns of numbers over time; null where nothing was measured. */
export class History {
  constructor(names) {
    this.names = names;
    this.times = [];
    this.columns = names.map(() => []);
  }

  /** The arrays as a chart wants them, of these names; the same arrays each time. */
  of(names) {
    return [this.times, ...names.map((name) => this.columns[this.names.indexOf(name)])];
  }

  /** Adds a sample; one that is not later than the last is of an instance whose clock is behind. */
  add(seconds, values) {
    const last = this.times[this.times.length - 1];
    if (last !== undefined && seconds <= last) return;
    if (last !== undefined && seconds - last > GAP) this.push((last + seconds) / 2, {});
    this.push(seconds, values);
  }

  clear() {
    this.times.length = 0;
    for (const column of this.columns) column.length = 0;
  }

  push(seconds, values) {
    this.times.push(seconds);
    this.columns.forEach((column, i) => column.push(values[this.names[i]] ?? null));
    if (this.times.length > KEPT) {
      this.times.shift();
      for (const column of this.columns) column.shift();
    }
  }
}

const perSecond = (count, event) => (count * 1000) / event.interval_millis;
const millis = (micros) => (micros === null ? null : micros / 1000);

/** What one event says, as numbers to draw: rates a second, times in milliseconds. */
export function sample(event) {
  const { traffic } = event;
  const all = (outcome) => traffic.operations.reduce((sum, each) => sum + each[outcome], 0);
  const approved = (kind) => traffic.operations.find((each) => each.operation === kind)?.approved ?? 0;
  const latency = (of) => traffic.latency.find((each) => each.of === of);
  const queue = (name) => traffic.queues.find((each) => each.queue === name)?.count ?? 0;
  const [requests, gate, commits] = ['requests', 'gate', 'commits'].map(latency);
  return {
    authorizations: perSecond(approved('authorize'), event),
    debits: perSecond(approved('debit'), event),
    approved: perSecond(all('approved'), event),
    declined: perSecond(all('declined'), event),
    failed: perSecond(all('failed'), event),
    p50: millis(requests.p50_micros),
    p95: millis(requests.p95_micros),
    p99: millis(requests.p99_micros),
    gate: millis(gate.p95_micros),
    commit: millis(commits.p95_micros),
    batch: traffic.batches.count === 0 ? null : traffic.batches.operations / traffic.batches.count,
    ledger: queue('ledger'),
    gateQueue: queue('gate'),
    inFlight: traffic.in_flight,
    connections: traffic.connections,
  };
}

export const SERIES = [
  'authorizations', 'debits', 'approved', 'declined', 'failed', 'p50', 'p95', 'p99', 'gate', 'commit',
  'batch', 'ledger', 'gateQueue', 'inFlight', 'connections',
];
