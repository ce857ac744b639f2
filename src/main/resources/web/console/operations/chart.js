// A chart of the last minutes. Drawn by uPlot on a canvas, once a frame at most and only when there is
// something new; for whoever cannot see it, its legend says the last values.
import uPlot from '/vendor/uplot.js';
import { html, useEffect, useRef } from '../lib.js';

const HEIGHT = 170;

/**
 * title    what it is
 * unit     of its values, as said after them
 * lines    `{ name, label, tone }`: `tone` is a colour of the design, as 'good'
 * history  where the values are
 * version  changes when there is something new
 * minutes  shown
 */
export function Chart({ title, unit, lines, history, version, minutes }) {
  const place = useRef(null);
  const plot = useRef(null);
  const span = useRef(minutes);
  span.current = minutes;

  useEffect(() => {
    const names = lines.map((line) => line.name);
    const make = () => {
      plot.current?.destroy();
      plot.current = new uPlot(options(place.current, lines, span), history.of(names), place.current);
    };
    make();
    // Its colours are the design's, which change with the reader's preference.
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', make);
    const size = new ResizeObserver(() => plot.current.setSize({ width: place.current.clientWidth, height: HEIGHT }));
    size.observe(place.current);
    return () => {
      scheme.removeEventListener('change', make);
      size.disconnect();
      plot.current.destroy();
      plot.current = null;
    };
  }, [history]);

  useEffect(() => {
    const frame = requestAnimationFrame(() => plot.current?.setData(plot.current.data));
    return () => cancelAnimationFrame(frame);
  }, [version, minutes]);

  return html`
    <figure class="card chart">
      <figcaption>
        <h2>${title}</h2>
        <dl>${lines.map((line) => html`
          <div key=${line.name}><dt><span class="swatch ${line.tone}" aria-hidden="true"></span>${line.label}</dt>
            <dd class="number">${shown(last(history, line.name), unit)}</dd></div>`)}</dl>
      </figcaption>
      <div class="plot" ref=${place} aria-hidden="true"></div>
    </figure>`;
}

function last(history, name) {
  const [times, values] = history.of([name]);
  return times.length ? values[values.length - 1] : null;
}

/** A value for reading. */
export function shown(value, unit = '') {
  if (value === null || value === undefined) return '–';
  const digits = value >= 100 || Number.isInteger(value) ? 0 : value >= 10 ? 1 : 2;
  return `${value.toLocaleString(undefined, { maximumFractionDigits: digits })}${unit && ` ${unit}`}`;
}

function options(place, lines, span) {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const axis = {
    stroke: colour('text-soft'),
    font: '12px system-ui, sans-serif',
    grid: { stroke: colour('line'), width: 1 },
    ticks: { show: false },
  };
  const now = () => Date.now() / 1000;
  return {
    width: place.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { sync: { key: 'operations' }, drag: { x: false, y: false }, points: { size: 6 } },
    scales: {
      x: { time: true, range: (plot) => range(plot, span, now) },
      y: { range: (plot, low, high) => [0, Math.max(1, (high ?? 0) * 1.12)] },
    },
    axes: [{ ...axis, space: 80, size: 28, values: (plot, ticks) => ticks.map(clock) }, { ...axis, size: 46, values: (plot, ticks) => ticks.map((tick) => shown(tick)) }],
    series: [{}, ...lines.map((line) => ({
      label: line.label,
      stroke: colour(line.tone),
      width: 1.75,
      points: { show: false },
      spanGaps: false,
    }))],
  };
}

const minute = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const second = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit', second: '2-digit' });
const clock = (seconds) => (seconds % 60 ? second : minute).format(new Date(seconds * 1000));

/** A chart that has little to show yet shows that, and not mostly nothing. */
const SECONDS_LEAST = 60;

/** Until the newest sample, which says what time it is for the service. */
function range(plot, span, now) {
  const times = plot.data[0];
  const end = times.length ? times[times.length - 1] : now();
  const begin = Math.min(times.length ? times[0] : end, end - SECONDS_LEAST);
  return [Math.max(begin, end - span.current * 60), end];
}
