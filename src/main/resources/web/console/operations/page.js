// How the service is, as it is: one instance's figures, every second.
import { html, useEffect, useMemo, useRef, useState } from '../lib.js';
import { Badge, Notice, Skeleton } from '../parts/states.js';
import { Chart, shown } from './chart.js';
import { follow } from './feed.js';
import { History, sample, SERIES } from './history.js';
import { Audit, Declines, Reasons, Servers } from './panels.js';
import { sheet } from './sheet.js';

await Promise.all(['/vendor/uplot.css', '/console/operations/style.css'].map(sheet));

const DECLINES_MAX = 50;
const REASON_SECONDS = 60;
const SPANS = [5, 15, 60];

const CHARTS = [
  {
    title: 'Operations a second',
    lines: [
      { name: 'approved', label: 'Approved', tone: 'good' },
      { name: 'declined', label: 'Declined', tone: 'bad' },
      { name: 'failed', label: 'Failed', tone: 'warn' },
    ],
  },
  {
    title: 'Time to the answer',
    unit: 'ms',
    lines: [
      { name: 'p50', label: 'Half', tone: 'good' },
      { name: 'p95', label: '95 %', tone: 'accent' },
      { name: 'p99', label: '99 %', tone: 'warn' },
    ],
  },
  {
    title: 'Redis and PostgreSQL, 95 %',
    unit: 'ms',
    lines: [
      { name: 'gate', label: 'Gate', tone: 'accent' },
      { name: 'commit', label: 'Commit', tone: 'warn' },
    ],
  },
  {
    title: 'Waiting',
    lines: [
      { name: 'ledger', label: 'For a commit', tone: 'warn' },
      { name: 'gateQueue', label: 'For Redis', tone: 'accent' },
      { name: 'inFlight', label: 'In flight', tone: 'good' },
    ],
  },
];

export default function Operations() {
  const history = useMemo(() => new History(SERIES), []);
  const told = useRef({ declines: [], reasons: [], instance: null });
  const [now, setNow] = useState({ version: 0, event: null });
  const [state, setState] = useState({ kind: 'connecting' });
  const [minutes, setMinutes] = useState(SPANS[0]);

  useEffect(() => {
    let frame = 0;
    let version = 0;
    let latest = null;
    // Many events may come at once, after a pause; they are drawn once.
    const draw = () => {
      frame = 0;
      setNow({ version: ++version, event: latest });
    };
    const take = (event) => {
      latest = event;
      keep(event, history, told.current);
      if (!frame) frame = requestAnimationFrame(draw);
    };
    const close = follow(take, setState);
    return () => {
      close();
      cancelAnimationFrame(frame);
    };
  }, []);

  const { event } = now;
  return html`
    <div class="page-head">
      <h1 tabindex="-1">Operations</h1>
      <${State} state=${state} instance=${event?.instance} />
    </div>
    ${!event ? html`<${Skeleton} lines=${8} label="Waiting for the first figures" />` : html`
      <div class="operations stack ${state.kind === 'live' ? '' : 'stale'}">
        ${event.traffic ? html`
          <${Tiles} event=${event} history=${history} />
          <${Spans} minutes=${minutes} setMinutes=${setMinutes} />
          <div class="charts">${CHARTS.map((chart) => html`
            <${Chart} key=${chart.title} ...${chart} history=${history} version=${now.version} minutes=${minutes} />`)}</div>`
    : html`<${Notice}>What this instance does for all businesses is shown to the business that runs the service.<//>`}
        <div class="panels">
          <${Servers} parts=${event.parts} />
          ${event.traffic && html`<${Reasons} counts=${reasonsOf(told.current, event)} />`}
          <${Audit} audit=${event.audit} />
        </div>
        <${Declines} declines=${told.current.declines} />
      </div>`}`;
}

/** Remembers what an event says, within bounds. */
function keep(event, history, told) {
  if (told.instance !== event.instance) {
    told.instance = event.instance; // Another one's figures would be drawn as if they went on.
    history.clear();
    told.reasons = [];
  }
  const seconds = Date.parse(event.at) / 1000;
  if (event.traffic) {
    history.add(seconds, sample(event));
    told.reasons.push({ seconds, declines: event.traffic.declines });
    while (told.reasons[0].seconds <= seconds - REASON_SECONDS) told.reasons.shift();
  }
  const known = new Set(told.declines.map((each) => each.id));
  const fresh = event.declines.filter((each) => !known.has(each.id)).reverse();
  if (fresh.length) told.declines = [...fresh, ...told.declines].slice(0, DECLINES_MAX);
}

function reasonsOf(told) {
  const counts = {};
  for (const each of told.reasons) {
    for (const { reason, count } of each.declines) counts[reason] = (counts[reason] ?? 0) + count;
  }
  return counts;
}

const WORDS = {
  connecting: ['info', 'Connecting…'],
  live: ['good', 'Live'],
  lost: ['bad', 'Reconnecting'],
  paused: ['warn', 'Paused'],
};

function State({ state, instance }) {
  const [tone, word] = WORDS[state.kind];
  return html`
    <p class="state">
      ${instance && html`<span class="soft small" title="The instance that these figures are of">${instance}</span>`}
      <span role="status"><${Badge} tone=${tone}>${word}<//>
        ${state.kind === 'lost' && html` <span class="small">${state.message}</span>`}</span>
    </p>`;
}

function Spans({ minutes, setMinutes }) {
  return html`
    <fieldset class="choice spans">
      <legend class="unseen">How far back the charts go</legend>
      ${SPANS.map((each) => html`
        <label key=${each}><input type="radio" name="span" checked=${minutes === each} onChange=${() => setMinutes(each)} />
          <span>${each} min</span></label>`)}
    </fieldset>`;
}

function Tiles({ event, history }) {
  const value = (name) => {
    const [times, column] = history.of([name]);
    return times.length ? column[column.length - 1] : null;
  };
  const approved = value('approved') ?? 0;
  const declined = value('declined') ?? 0;
  const share = approved + declined === 0 ? null : (approved * 100) / (approved + declined);
  const tiles = [
    ['Authorizations', shown(value('authorizations')), 'a second'],
    ['Debits', shown(value('debits')), 'a second'],
    ['Approved', share === null ? '–' : `${shown(Math.floor(share * 10) / 10)} %`, 'of all decisions'],
    ['99 % within', shown(value('p99')), 'milliseconds'],
    ['Batch', shown(value('batch')), 'in a commit'],
    ['Connections', shown(event.traffic.connections), `${shown(event.traffic.in_flight)} in flight`],
  ];
  return html`
    <dl class="tiles">${tiles.map(([name, figure, unit]) => html`
      <div class="card" key=${name}><dt>${name}</dt><dd class="number">${figure}</dd><dd class="soft small">${unit}</dd></div>`)}</dl>`;
}
