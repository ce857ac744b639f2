// The reports page: choose, filter, look, take along as CSV.
import { html, useEffect, useId, useRef, useState } from '../lib.js';
import { useLocations } from '../lists.js';
import { SelectField } from '../parts/fields.js';
import { Empty, Failed, Skeleton } from '../parts/states.js';
import { go } from '../router.js';
import { useSession } from '../session.js';
import { addressOf, filterOf, pathOf, presetOf, unitOf } from './filter.js';
import { ReportChart, Tiles } from './figures.js';
import { REPORTS, reportNamed } from './kinds.js';
import { PRESETS, today } from './period.js';
import { failureText, useReport } from './reading.js';
import { ReportTable } from './table.js';

export default function Reports({ parameters, query }) {
  const { time_zone: zone } = useSession().business;
  const locations = useLocations();
  const report = reportNamed(parameters.name);
  const filter = filterOf(report, query, zone);
  const address = addressOf(report, filter);
  const path = pathOf(report, filter, zone, 'json');
  useEffect(() => {
    if (location.hash !== `#${address}`) go(address, { replace: true });
  }, [address]);
  useEffect(() => {
    document.title = `${report.title} · Reports · Holdfast`;
  }, [report]);
  const tabs = useRef(null);
  useEffect(() => {
    const { current } = tabs;
    current.scrollLeft = current.querySelector('[aria-current]').offsetLeft - current.offsetLeft - 16;
  }, [report]);
  return html`
    <nav class="tabs" ref=${tabs} aria-label="Reports">
      ${REPORTS.map((each) => html`
        <a key=${each.name} href=${`#/reports/${each.name}`}
          aria-current=${each === report ? 'page' : undefined}>${each.title}</a>`)}
    </nav>
    <header class="page-head">
      <div>
        <h1 tabindex="-1">${report.title}</h1>
        <p class="lead">${report.lead}</p>
      </div>
      <a class="button" href=${pathOf(report, filter, zone, 'csv')} download=${`${report.name}.csv`}>Download CSV</a>
    </header>
    <${Filters} report=${report} filter=${filter} zone=${zone} locations=${locations} />
    <${Result} key=${path} report=${report} filter=${filter} path=${path} zone=${zone} />`;
}

function Filters({ report, filter, zone, locations }) {
  const submit = (event) => {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(event.currentTarget));
    go(addressOf(report, { ...filter, ...given }));
  };
  const preset = presetOf(filter, zone);
  const choosePeriod = (name) => {
    const chosen = PRESETS.find((each) => each.name === name);
    const [from, to] = chosen ? chosen.of(today(zone)) : ['', ''];
    go(addressOf(report, { ...filter, from, to }));
  };
  const asks = (what) => report.asks.includes(what);
  const isAboutActivity = asks('activity');
  return html`
    <form class="filters" onSubmit=${submit} aria-label="Filter">
      ${asks('at') && html`
        <${DateField} name="at" label="At the end of" value=${filter.at} />`}
      ${asks('period') && html`
        <${SelectField} label="Period" value=${preset ?? ''} onInput=${choosePeriod}
          options=${periods(preset, filter)} />`}
      <${DateField} name="from" label=${isAboutActivity ? 'Active from' : 'From'} value=${filter.from} />
      <${DateField} name="to" label=${isAboutActivity ? 'Active to' : 'To'} value=${filter.to} />
      <${SelectField} name="location" label="Location" value=${filter.location} onInput=${() => {}}
        options=${[ALL_LOCATIONS, ...locations.map(({ id, name }) => ({ value: id, label: name }))]} />
      <button type="submit" class="primary">Show</button>
      <p class="hint">Days begin and end by the clocks of ${zone.replaceAll('_', ' ')}.</p>
    </form>`;
}

const ALL_LOCATIONS = { value: '', label: 'All locations' };

/** The periods to choose from; the one that is shown is among them, whatever it is. */
function periods(preset, { from, to }) {
  const known = PRESETS.map(({ name }) => ({ value: name, label: name }));
  const others = !preset && (from || to) ? [{ value: '', label: 'Other dates' }] : [];
  const always = !preset && !from && !to ? '' : 'Any time';
  return [...others, ...known, { value: always, label: 'Any time' }];
}

function DateField({ name, label, value }) {
  const id = useId();
  return html`
    <div class="field">
      <label for=${id}>${label}</label>
      <input id=${id} type="date" name=${name} value=${value} />
    </div>`;
}

function Result({ report, filter, path, zone }) {
  const unit = unitOf(filter, zone);
  const state = useReport(report, path, zone, unit);
  const [chosen, setChosen] = useState('');
  const currencies = [...state.totals.keys()].sort(
    (one, other) => state.totals.get(other).rows - state.totals.get(one).rows);
  const currency = state.totals.has(chosen) ? chosen : currencies[0];
  return html`
    <div aria-busy=${state.phase === 'reading'}>
      <${Standing} state=${state} />
      ${state.phase === 'failed' ? html`
<${Failed} failure=${{ message: failureText(state.failed) }} onRetry=${state.again} />`
      : currency ? html`
        ${currencies.length > 1 && html`
          <label class="report-currency">Currency
            <select onChange=${({ currentTarget }) => setChosen(currentTarget.value)}>
              ${currencies.map((code) => html`<option key=${code} selected=${code === currency}>${code}</option>`)}
            </select></label>`}
        <${Tiles} report=${report} total=${state.totals.get(currency)} currency=${currency} />
        <figure class="card">
          <figcaption>${report.caption}, ${currency}</figcaption>
          <${ReportChart} report=${report} state=${state} currency=${currency} unit=${unit} filter=${filter} />
        </figure>
        <${ReportTable} report=${report} state=${state} zone=${zone} />`
      : state.phase === 'done' ? html`<${Empty} title=${report.empty[0]}><p>${report.empty[1]}</p><//>`
      : html`<div class="card report-waiting"><${Skeleton} lines=${9} label="Reading the report" /></div>`}
    </div>`;
}

/** How far it is, for eyes and for screen readers; takes the same room whatever it says. */
function Standing({ state }) {
  const rows = state.count.toLocaleString();
  return html`
    <p class="standing" role="status">
      ${state.phase === 'reading' ? html`Reading… ${state.count > 0 ? `${rows} rows so far. ` : ''}
          ${state.count > 0 && html`<button type="button" class="link" onClick=${state.stop}>Stop</button>`}`
      : state.phase === 'stopped' ? `Stopped after ${rows} rows: the sums are of these only.`
      : state.phase === 'done' ? `${rows} ${state.count === 1 ? 'row' : 'rows'}, as of ${state.at.toLocaleTimeString()}.`
      : ''}
    </p>`;
}
