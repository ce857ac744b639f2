// Short news at the edge of the page, read out by screen readers.
import { followed, html } from '../lib.js';
import { Icon } from './icons.js';

const SHOWN_MILLIS = 7000;
const shown = followed([]);
let last = 0;

/** Tells something: `toast('Paid $12.50')`; tone 'good' or 'bad'. Bad news stay until they are closed. */
export function toast(text, tone = 'good') {
  const id = ++last;
  shown.set([...shown.get(), { id, text, tone }].slice(-4));
  if (tone !== 'bad') setTimeout(() => drop(id), SHOWN_MILLIS);
}

function drop(id) {
  shown.set(shown.get().filter((each) => each.id !== id));
}

/** Where they appear: once, and always there, or nothing is read out. */
export function Toasts() {
  return html`
    <div class="toasts" role="status" aria-live="polite">
      ${shown.use().map(({ id, text, tone }) => html`
        <div class="toast ${tone}" key=${id}>
          <${Icon} name=${tone === 'bad' ? 'alert' : 'check'} />
          <span>${text}</span>
          <button type="button" class="quiet icon-only" aria-label="Dismiss" onClick=${() => drop(id)}>
            <${Icon} name="close" />
          </button>
        </div>`)}
    </div>`;
}
