/*
 * Single durable debits at a fixed rate of arrival, for people who trust k6 more than our driver.
 *
 *   k6 run -e URL=http://127.0.0.1:8080 -e KEY=hf_dev_admin -e RATE=2000 benchmarks/k6/debit.js
 *
 * Opens its own wallets through the API, pays in, warms up, measures, and at the end holds what the
 * wallets lost against what the answers promised, warm-up included: a difference fails the run, and
 * so does money that is left held. Open loop: requests start when they are due, whether or not
 * earlier ones were answered. k6 counts the latency from when it really sent; a request of the
 * measured part that it could not send in time, since VUS were under way, is a dropped iteration,
 * and one of them fails the run. k6 ends with 0 where all of it held, with 99 where something did
 * not, and with another number where it could not run. Leaves k6-summary.json where it is started.
 *
 * URL       of the service, with http:// or https:// http://127.0.0.1:8080
 * KEY       an API key with checkout or admin       hf_dev_admin
 * RATE      debits a second                         500
 * DURATION  of the measured part, from 1s           60s
 * WARM_UP   before it, from 1s; of it only money    10s
 *           and unknown outcomes are counted
 * WALLETS   that the debits are spread over         200; 1: one hot wallet
 * MIX       debit, or authorize-capture: two requests for a sale, captured when the hold is there
 * AMOUNT    of a debit, in minor units              7
 * CURRENCY  of the wallets                          USD
 * P99_MS    what 99 of 100 must stay under          50
 * P999_MS   what 999 of 1,000 must stay under       200
 * VUS       most sales under way at a time          400
 */
import http from 'k6/http';
import exec from 'k6/execution';
import { check, fail } from 'k6';
import { Counter } from 'k6/metrics';

const URL = (__ENV.URL || 'http://127.0.0.1:8080').replace(/\/$/, '');
const KEY = __ENV.KEY || 'hf_dev_admin';
const RATE = whole('RATE', 500);
const DURATION = __ENV.DURATION || '60s';
const WARM_UP = __ENV.WARM_UP || '10s';
const WALLETS = whole('WALLETS', 200);
const AMOUNT = whole('AMOUNT', 7);
const CURRENCY = __ENV.CURRENCY || 'USD';
const VUS = whole('VUS', 400);
const MIX = __ENV.MIX || 'debit';
const PAID_IN = 1000000000000;

if (!/^https?:\/\/[^/]/.test(URL)) {
  throw new Error(`URL begins with http:// or https://, unlike ${URL}`);
}
if (MIX !== 'debit' && MIX !== 'authorize-capture') {
  throw new Error(`MIX is debit or authorize-capture, not ${MIX}`);
}

const promised = new Counter('money_promised');
const moved = new Counter('money_moved');
// What k6 can hold to a bound: two counters it cannot compare.
const unexplained = new Counter('money_unexplained');
const leftHeld = new Counter('money_left_held');
const declined = new Counter('declined');
const refused = new Counter('refused');
const unknown = new Counter('outcome_unknown');

export const options = {
  scenarios: {
    warm_up: arrivals(WARM_UP, '0s'),
    measured: arrivals(DURATION, WARM_UP),
  },
  thresholds: {
    'http_req_duration{scenario:measured}': [
      `p(99)<${whole('P99_MS', 50)}`,
      `p(99.9)<${whole('P999_MS', 200)}`,
    ],
    'http_req_failed{scenario:measured}': ['rate==0'],
    'checks{scenario:measured}': ['rate==1'],
    // A generator that cannot keep up measures itself.
    'dropped_iterations{scenario:measured}': ['count==0'],
    outcome_unknown: ['count==0'],
    money_unexplained: ['count==0'],
    money_left_held: ['count==0'],
  },
  summaryTrendStats: ['count', 'avg', 'min', 'med', 'p(90)', 'p(99)', 'p(99.9)', 'p(99.99)', 'max'],
  setupTimeout: '10m',
  teardownTimeout: '10m',
};

function arrivals(duration, startTime) {
  return {
    executor: 'constant-arrival-rate',
    rate: RATE,
    timeUnit: '1s',
    duration,
    startTime,
    // All of them from the start: while k6 makes another one, it drops what is due.
    preAllocatedVUs: VUS,
    maxVUs: VUS,
    gracefulStop: '10s',
  };
}

/** Opens the wallets and pays in. What it returns each virtual user gets a copy of. */
export function setup() {
  const run = `k6-${Date.now().toString(36)}-${Math.floor(Math.random() * 1e9).toString(36)}`;
  const wallets = [];
  for (let i = 0; i < WALLETS; i++) {
    const client = { reference: `${run}-${i}`, name: 'Load test' };
    const wallet = must(201, post('/v1/wallets', `${run}-open-${i}`, { client, currency: CURRENCY }));
    const credit = { wallet_id: wallet.id, amount: PAID_IN, currency: CURRENCY };
    must(201, post('/v1/credits', `${run}-pay-in-${i}`, credit));
    wallets.push(wallet.id);
  }
  return { run, wallets };
}

export default function (data) {
  const wallet = data.wallets[Math.floor(Math.random() * data.wallets.length)];
  // Of each scenario and iteration there is one in the whole test, on however many machines.
  const key = `${data.run}-${exec.scenario.name}-${exec.scenario.iterationInTest}`;
  const body = { wallet_id: wallet, amount: AMOUNT, currency: CURRENCY, reference: key };
  if (MIX === 'debit') {
    answered(settled('/v1/debits', key, body), 201, (it) => it.amount === -AMOUNT);
    return;
  }
  const hold = settled('/v1/authorizations', key, body);
  if (hold.response.status === 201) {
    const capture = `/v1/authorizations/${hold.response.json('id')}/capture`;
    answered(settled(capture, `${key}-capture`, {}), 200, (it) => it.captured_amount === AMOUNT);
  } else {
    answered(hold, 201, () => false);
  }
}

/** Reads every wallet again: what is gone from them is what the answers said. */
export function teardown(data) {
  for (const id of data.wallets) {
    const wallet = must(200, http.get(`${URL}/v1/wallets/${id}`, { headers: headers() }));
    moved.add(PAID_IN - wallet.balance);
    unexplained.add(PAID_IN - wallet.balance);
    leftHeld.add(wallet.held);
  }
}

export function handleSummary(data) {
  const of = (name) => (data.metrics[name] ? data.metrics[name].values.count : 0);
  const answers = data.metrics['http_req_duration{scenario:measured}'];
  if (!answers || answers.values.count === 0) {
    return { stdout: 'Nothing was measured; the error says why.\n' };
  }
  const equal = of('money_promised') === of('money_moved');
  const lines = [
    `offered            ${RATE} a second, ${MIX}, ${WALLETS} wallets, for ${DURATION}`,
    `dropped            ${of('dropped_iterations{scenario:measured}')} (anything but 0: ${VUS} were ` +
      'under way, or this machine did not keep up)',
    `declined           ${of('declined')}`,
    `refused            ${of('refused')} (answered otherwise than asked for, and moved nothing)`,
    `outcome unknown    ${of('outcome_unknown')}`,
    latencies('time of a request', answers),
    `money audit        promised ${of('money_promised')}, moved ${of('money_moved')}: ` +
      (equal ? 'equal' : of('outcome_unknown') > 0 ? 'UNEQUAL, with unknown outcomes' : 'FAILED'),
    `left held          ${of('money_left_held')}`,
    ...failures(data.metrics),
  ];
  return { stdout: `${lines.join('\n')}\n`, 'k6-summary.json': JSON.stringify(data, null, 2) };
}

function latencies(name, metric) {
  const at = (quantile) => `${quantile} ${metric.values[quantile].toFixed(2)}`;
  return `${name}  ${['med', 'p(90)', 'p(99)', 'p(99.9)', 'p(99.99)', 'max'].map(at).join('  ')} ms`;
}

function failures(metrics) {
  const lines = [];
  for (const name of Object.keys(metrics)) {
    const thresholds = metrics[name].thresholds || {};
    for (const bound of Object.keys(thresholds)) {
      if (!thresholds[bound].ok) {
        lines.push(`FAILED             ${name}: ${bound}`);
      }
    }
  }
  return lines;
}

/**
 * A 503 is asked again, once, under the same key: whatever became of the first, an answer tells. A
 * refusal does not: it is about the second request, and the first may still come through.
 */
function settled(path, key, body) {
  const first = post(path, key, body);
  if (first.status !== 503 && first.status !== 0) {
    return { response: first, open: isOpen(first) };
  }
  const second = post(path, key, body);
  return { response: second, open: isOpen(first) || isOpen(second) };
}

/** Whether it may have moved money although it does not say so. */
function isOpen({ status, body }) {
  return status === 0 || (status >= 500 && !(body || '').includes('"not_applied"'));
}

function answered({ response, open }, status, isRight) {
  if (response.status === 402) {
    declined.add(1);
  } else if (response.status !== status) {
    (open ? unknown : refused).add(1);
  }
  const right = check(response, {
    'is answered as it should be': (it) => it.status === status,
    'says what was asked for': (it) => it.status !== status || isRight(it.json()),
  });
  if (right) {
    promised.add(AMOUNT);
    unexplained.add(-AMOUNT);
  }
}

function post(path, key, body) {
  return http.post(`${URL}${path}`, JSON.stringify(body), {
    headers: headers({ 'Idempotency-Key': key }),
    // One name for all ids, or the summary has a line for each hold.
    tags: { name: path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, '{id}') },
  });
}

function headers(more) {
  return Object.assign(
    { Authorization: `Bearer ${KEY}`, 'Content-Type': 'application/json' },
    more || {},
  );
}

function must(status, response) {
  if (response.status !== status) {
    const { method, url } = response.request;
    fail(`${method} ${url}: ${response.status} ${response.body || response.error}`);
  }
  return response.json();
}

function whole(name, usual) {
  const value = Number(__ENV[name] || usual);
  if (!Number.isInteger(value) || value < 1) {
    throw new Error(`${name} is a whole number from 1, not ${__ENV[name]}`);
  }
  return value;
}
