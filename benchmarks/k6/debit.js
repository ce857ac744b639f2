/*
 * Single durable debits at a fixed rate of arrival, for people who trust k6 more than our driver.
 *
 *   k6 run -e URL=http://127.0.0.1:8080 -e KEY=hf_dev_admin -e RATE=2000 benchmarks/k6/debit.js
 *
 * Opens its own wallets through the API, pays in, warms up, measures, and at the end holds what the
 * wallets lost against what the answers promised. Open loop: requests start when they are due,
 * whether or not earlier ones were answered. k6 counts the latency from when it really sent; a
 * request it could not send in time is a dropped iteration, and one of them fails the run.
 *
 * URL       of the service                          http://127.0.0.1:8080
 * KEY       an API key with checkout or admin       hf_dev_admin
 * RATE      debits a second                         500
 * DURATION  of the measured part                    60s
 * WARM_UP   before it, not counted                  10s
 * WALLETS   that the debits are spread over         200; 1: one hot wallet
 * MIX       debit, or authorize-capture: two requests for a sale, captured when the hold is there
 * AMOUNT    of a debit, in minor units              7
 * CURRENCY  of the wallets                          USD
 * P99_MS    what 99 of 100 must stay under          50
 * P999_MS   what 999 of 1,000 must stay under       200
 * VUS       most requests under way at a time       400
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

if (MIX !== 'debit' && MIX !== 'authorize-capture') {
  throw new Error(`MIX is debit or authorize-capture, not ${MIX}`);
}

const promised = new Counter('money_promised');
const moved = new Counter('money_moved');
const declined = new Counter('declined');
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
    dropped_iterations: ['count==0'],
    outcome_unknown: ['count==0'],
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
    preAllocatedVUs: Math.min(VUS, Math.max(10, Math.ceil(RATE / 10))),
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
  if (hold.status === 201) {
    const capture = `/v1/authorizations/${hold.json('id')}/capture`;
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
    check(wallet, { 'nothing is left held': (it) => it.held === 0 });
  }
}

export function handleSummary(data) {
  const of = (name) => (data.metrics[name] ? data.metrics[name].values.count : 0);
  const equal = of('money_promised') === of('money_moved');
  const lines = [
    `offered            ${RATE} a second, ${MIX}, ${WALLETS} wallets, for ${DURATION}`,
    `dropped            ${of('dropped_iterations')} (anything but 0: this machine did not keep up)`,
    `declined           ${of('declined')}`,
    `outcome unknown    ${of('outcome_unknown')}`,
    latencies('time of a request', data.metrics['http_req_duration{scenario:measured}']),
    `money audit        promised ${of('money_promised')}, moved ${of('money_moved')}: ` +
      (equal ? 'equal' : of('outcome_unknown') > 0 ? 'UNEQUAL, with unknown outcomes' : 'FAILED'),
    ...failures(data.metrics),
  ];
  return { stdout: `${lines.join('\n')}\n`, 'k6-summary.json': JSON.stringify(data, null, 2) };
}

function latencies(name, metric) {
  if (!metric) {
    return `${name}  none`;
  }
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

/** A 503 is asked again, once, under the same key: whatever became of the first, this one tells. */
function settled(path, key, body) {
  const first = post(path, key, body);
  return first.status === 503 || first.status === 0 ? post(path, key, body) : first;
}

function answered(response, status, isRight) {
  if (response.status === 402) {
    declined.add(1);
  } else if (response.status !== status) {
    unknown.add(1);
  }
  const right = check(response, {
    'is answered as it should be': (it) => it.status === status,
    'says what was asked for': (it) => it.status !== status || isRight(it.json()),
  });
  if (right) {
    promised.add(AMOUNT);
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
    fail(`${response.request.method} ${response.request.url}: ${response.status} ${response.body}`);
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
