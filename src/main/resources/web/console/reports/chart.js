// Charts of money, drawn as SVG. Sums are BigInt of minor units; only where a bar ends on the
// screen is a number with a point. What a chart shows, its table says to whoever cannot see it.

import { html, useEffect, useLayoutEffect, useRef, useState } from '../lib.js';

const HEIGHT = 240;
const TOP = 12;
const BOTTOM = 28;
const LEFT_MIN = 48;
const LABEL_WIDTH = 76;

const abs = (value) => (value < 0n ? -value : value);

/** Marks at multiples of 1, 2 or 5 times a power of ten, so many that there are at most six. */
export function ticks(low, high) {
  let step = 1n;
  while (high - low > step * 5n) {
    step = step.toString().startsWith('2') ? (step / 2n) * 5n : step * 2n;
  }
  const first = (low / step) * step;
  const marks = [];
  for (let at = first < low ? first + step : first; at <= high; at += step) {
    marks.push(at);
  }
  return marks;
}

/** The share of a range that lies below a value, 0 to 1. */
function share(value, low, high) {
  return Number(((value - low) * 100_000n) / (high - low || 1n)) / 100_000;
}

/** How wide an element is, as it changes. */
function useWidth() {
  const element = useRef(null);
  const [width, setWidth] = useState(640);
  useLayoutEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry.contentRect.width)));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return [element, width];
}

/**
 * Upright bars.
 *
 * @param bars each with a label, and where it begins and ends: from zero, where it does not say
 * @param amountText of a sum, as people read it
 */
export function Bars({ bars, label, amountText, axisText }) {
  const [frame, width] = useWidth();
  const [marked, setMarked] = useState(-1);
  useEffect(() => setMarked(-1), [bars]);
  const ends = bars.flatMap(({ from = 0n, to }) => [from, to]);
  const low = ends.reduce((least, value) => (value < least ? value : least), 0n);
  const high = ends.reduce((most, value) => (value > most ? value : most), 0n);
  const marks = ticks(low, high);
  const left = Math.max(LEFT_MIN, ...marks.map((mark) => axisText(mark).length * 7 + 12));
  const inner = HEIGHT - TOP - BOTTOM;
  const y = (value) => TOP + inner * (1 - share(value, low, high));
  const slot = Math.max(1, (width - left) / Math.max(1, bars.length));
  const every = Math.max(1, Math.ceil(LABEL_WIDTH / slot));
  const find = (event) => {
    const at = Math.floor((event.clientX - event.currentTarget.getBoundingClientRect().left - left) / slot);
    setMarked(at >= 0 && at < bars.length ? at : -1);
  };
  const shown = bars[marked];
  return html`
    <div class="chart" ref=${frame}>
      <p class="chart-reading" aria-hidden="true">
        ${shown ? html`<strong>${amountText(shown.value ?? shown.to)}</strong> ${shown.label}` : ' '}
      </p>
      <svg role="img" aria-label=${label} width=${width} height=${HEIGHT} viewBox=${`0 0 ${width} ${HEIGHT}`}
        onPointerMove=${find} onPointerLeave=${() => setMarked(-1)}>
        ${marks.map((mark) => html`
          <line class=${mark === 0n ? 'chart-zero' : 'chart-line'} x1=${left} x2=${width} y1=${y(mark)} y2=${y(mark)} />
          <text class="chart-mark" x=${left - 8} y=${y(mark) + 4} text-anchor="end">${axisText(mark)}</text>`)}
        ${bars.map(({ from = 0n, to, kind }, i) => {
          const above = y(from > to ? from : to);
          const below = y(from > to ? to : from);
          const gap = Math.min(slot * 0.25, 8);
          return html`<rect class=${`chart-bar ${kind ?? (to < from ? 'out' : 'in')} ${i === marked ? 'marked' : ''}`}
            x=${left + i * slot + gap / 2} width=${Math.max(1, slot - gap)}
            y=${above} height=${Math.max(from === to ? 0 : 1, below - above)} rx=${Math.min(2, slot / 6)} />`;
        })}
        ${bars.map(({ short, label: full }, i) => i % every === 0 && html`
          <text class="chart-mark" text-anchor="middle" x=${left + (i + 0.5) * slot}
            y=${HEIGHT - 8}>${short ?? full}</text>`)}
      </svg>
    </div>`;
}

/** Lying bars, each with its name and its sum: a list, which needs no other telling. */
export function Ranking({ entries, label, amountText }) {
  const most = entries.reduce((max, { value }) => (abs(value) > max ? abs(value) : max), 1n);
  const signed = entries.some(({ value }) => value < 0n);
  return html`
    <ol class="ranking" aria-label=${label}>
      ${entries.map(({ key, name, value }) => {
        const part = share(abs(value), 0n, most) * (signed ? 50 : 100);
        const start = signed ? (value < 0n ? 50 - part : 50) : 0;
        return html`
          <li key=${key}>
            <span class="ranking-name">${name}</span>
            <svg class="ranking-bar" aria-hidden="true" width="100%" height="12">
              <rect class="chart-track" x="0" width="100%" height="12" rx="3" />
              <rect class=${`chart-bar ${value < 0n ? 'out' : 'in'}`}
                x=${start + '%'} width=${part + '%'} height="12" rx="3" />
            </svg>
            <span class="ranking-amount money">${amountText(value)}</span>
          </li>`;
      })}
    </ol>`;
}
