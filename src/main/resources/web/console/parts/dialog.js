// A dialog over the page.
import { html, useEffect, useId, useLayoutEffect, useRef } from '../lib.js';
import { Icon } from './icons.js';

/**
 * title, onClose; `isFixed` while it must not be closed by accident. The focus goes into it and comes
 * back to where it was, or to the page's heading if that is gone.
 */
export function Dialog({ title, onClose, isFixed = false, size = '', children }) {
  const dialog = useRef(null);
  const heading = useId();
  useLayoutEffect(() => {
    const before = document.activeElement;
    dialog.current.showModal();
    const first = dialog.current.querySelector('[data-first], input:not([type=hidden]), select, textarea');
    (first ?? dialog.current.querySelector('h2')).focus();
    return () => {
      dialog.current?.close();
      setTimeout(() => {
        if (document.activeElement && document.activeElement !== document.body) return;
        (before?.isConnected && before !== document.body ? before : document.querySelector('main h1'))?.focus();
      });
    };
  }, []);
  useEffect(() => {
    const keep = (event) => {
      event.preventDefault();
      if (!isFixed) onClose();
    };
    // A browser closes it at a second Escape, whatever was said to the first `cancel`.
    const escape = (event) => event.key === 'Escape' && keep(event);
    const element = dialog.current;
    element.addEventListener('cancel', keep);
    element.addEventListener('keydown', escape);
    return () => {
      element.removeEventListener('cancel', keep);
      element.removeEventListener('keydown', escape);
    };
  }, [isFixed, onClose]);
  return html`
    <dialog ref=${dialog} class=${size} aria-labelledby=${heading}>
      <header>
        <h2 id=${heading} tabindex="-1">${title}</h2>
        <button type="button" class="quiet icon-only" aria-label="Close" disabled=${isFixed} onClick=${onClose}>
          <${Icon} name="close" />
        </button>
      </header>
      ${children}
    </dialog>`;
}
