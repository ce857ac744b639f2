// A secret that is shown once: it leaves the page when the dialog closes, and nothing keeps it.

import { html, useRef, useState } from '../lib.js';
import { Dialog } from '../parts/dialog.js';

export function Secret({ title, secret, what, lost, onClose }) {
  const field = useRef(null);
  const [copied, setCopied] = useState('');
  const copy = async () => {
    field.current.select();
    try {
      await navigator.clipboard.writeText(secret);
      setCopied('Copied.');
    } catch {
      setCopied('Press Ctrl+C (or Cmd+C) to copy what is selected.');
    }
  };
  // Only the button closes it: a slip of the finger on Escape would lose the secret.
  return html`
    <${Dialog} size="wide" title=${title} onClose=${onClose} isFixed=${secret !== null}>
      ${secret === null ? html`<p>${lost}</p>` : html`
        <p>${what}</p>
        <div class="secret">
          <input ref=${field} readonly value=${secret} aria-label="Secret" spellcheck=${false}
            onFocus=${(event) => event.currentTarget.select()} />
          <button type="button" onClick=${copy}>Copy</button>
        </div>
        <p class="hint" role="status">${copied || ' '}</p>`}
      <footer>
        <button type="button" class="primary" onClick=${onClose}>${secret === null ? 'Close' : 'I have saved it'}</button>
      </footer>
    <//>`;
}
