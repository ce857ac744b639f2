// Everything there is, by tag, and a search in it.
import { html, useEffect, useRef, useState } from '/console/lib.js';
import { Method } from './operation.js';

/** The pages that are no operation. */
export const PAGES = [
  { id: '', title: 'Start here' },
  { id: 'guide', title: 'How it works' },
];

export function Navigation({ api, current }) {
  const [asked, ask] = useState('');
  const search = useRef(null);
  const list = useRef(null);

  useEffect(() => {
    const listen = (event) => {
      const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? '');
      if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        search.current.closest('details').open = true;
        search.current.focus();
      }
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);

  /** The arrows go through what was found. */
  function step(event) {
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!way) {
      if (event.key === 'Enter' && event.target === search.current) links()[0]?.click();
      return;
    }
    event.preventDefault();
    const all = links();
    const at = all.indexOf(document.activeElement);
    const next = at + way;
    if (next < 0) search.current.focus();
    else all[Math.min(next, all.length - 1)]?.focus();
  }
  const links = () => [...list.current.querySelectorAll('a')];

  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  const found = api.tags
    .map((tag) => ({ ...tag, operations: tag.operations.filter((each) => matches(each, words)) }))
    .filter((tag) => tag.operations.length);
  const count = found.reduce((sum, tag) => sum + tag.operations.length, 0);
  return html`
    <nav class="contents" aria-label="Contents" onKeyDown=${step}>
      <div class="field">
        <label for="search" class="unseen">Search the reference</label>
        <input id="search" type="search" ref=${search} placeholder="Search  ( / )" value=${asked} autocomplete="off"
          spellcheck="false" onInput=${(event) => ask(event.target.value)} />
        <p class="unseen" role="status">${words.length > 0 ? `${count} found` : ''}</p>
      </div>
      <div ref=${list}>
        ${words.length === 0 && html`<ul>${PAGES.map((page) => html`
          <li key=${page.id}><a href=${`#/${page.id}`} aria-current=${current === page.id ? 'page' : undefined}>${page.title}</a></li>`)}</ul>`}
        ${found.map((tag) => html`
          <section key=${tag.name}>
            <h2>${tag.name}</h2>
            <ul>${tag.operations.map((each) => html`
              <li key=${each.id}><a href=${`#/${each.id}`} aria-current=${current === each.id ? 'page' : undefined}>
                <span>${each.summary}</span><${Method} method=${each.method} /></a></li>`)}</ul>
          </section>`)}
        ${count === 0 && html`<p class="soft small none">Nothing has these words in its name, path or codes.</p>`}
      </div>
    </nav>`;
}

function matches(operation, words) {
  if (words.length === 0) return true;
  const codes = operation.responses.flatMap((response) => response.codes).join(' ');
  const text = `${operation.summary} ${operation.tag} ${operation.id} ${operation.method} ${operation.path} ${codes}`.toLowerCase();
  return words.every((word) => text.includes(word));
}
