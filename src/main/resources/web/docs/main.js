// The API reference: the served OpenAPI document, to read and to try.
import { html, render, useEffect, useRef, useState } from '/console/lib.js';
import { load } from './description.js';
import { setKey, useKey } from './keys.js';
import { headings, anchor, Markdown } from './markdown.js';
import { Navigation, PAGES } from './navigation.js';
import { Operation } from './operation.js';
import { Start } from './start.js';

const here = () => location.hash.replace(/^#\/?/, '');

function Reference() {
  const [api, setApi] = useState(null);
  const [failure, setFailure] = useState(null);
  const [place, setPlace] = useState(here);
  const main = useRef(null);
  const isFirst = useRef(true);

  const read = () => {
    setFailure(null);
    load().then(setApi, setFailure);
  };
  useEffect(read, []);
  useEffect(() => {
    const follow = () => setPlace(here());
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  useEffect(() => {
    if (!api) return;
    document.title = `${titleOf(api, place)} · Holdfast API`;
    if (isFirst.current) {
      isFirst.current = false;
      return;
    }
    for (const menu of document.querySelectorAll('details.menu')) menu.open = window.innerWidth > 900;
    window.scrollTo(0, 0);
    main.current?.querySelector('h1')?.focus({ preventScroll: true });
  }, [place, api]);

  return html`
    <a class="skip" href="#main" onClick=${(event) => { event.preventDefault(); main.current.focus(); }}>Skip to the content</a>
    <${Top} api=${api} />
    <div class="frame">
      <details class="menu" open=${window.innerWidth > 900}>
        <summary>Contents</summary>
        ${api && html`<${Navigation} api=${api} current=${place} />`}
      </details>
      <main id="main" ref=${main} tabindex="-1">
        ${failure && html`<div class="notice bad" role="alert"><div><strong>The document could not be read.</strong>
          <p>${failure.message}</p></div><button type="button" onClick=${read}>Try again</button></div>`}
        ${!api && !failure && html`<h1>Holdfast API</h1><div class="skeleton" role="status" aria-label="Loading">${[1, 2, 3, 4, 5, 6].map((i) => html`<span key=${i}></span>`)}</div>`}
        ${api && html`<${Content} api=${api} place=${place} />`}
      </main>
    </div>`;
}

function titleOf(api, place) {
  return api.operations.get(place)?.summary ?? PAGES.find((page) => page.id === place)?.title ?? 'Nothing here';
}

function Top({ api }) {
  const key = useKey();
  return html`
    <header class="top">
      <a class="brand" href="#/"><img src="/console/icon.svg" alt="" width="26" height="26" />Holdfast API
        <span class="soft small">${api?.info.version ?? ''}</span></a>
      <div class="key">
        <label for="key">API key</label>
        <input id="key" type="password" value=${key} placeholder="paste once" autocomplete="off" spellcheck="false"
          onInput=${(event) => setKey(event.target.value)} />
      </div>
      <a class="aside" href="/console/">Console</a>
    </header>`;
}

function Content({ api, place }) {
  if (place === '') return html`<${Start} api=${api} />`;
  if (place === 'guide') return html`<${Guide} api=${api} />`;
  const operation = api.operations.get(place);
  if (operation) return html`<${Operation} key=${operation.id} operation=${operation} api=${api} />`;
  return html`<h1 tabindex="-1">Nothing here</h1><p>The API has no operation of this name. <a href="#/">Start here</a>, or search with <kbd>/</kbd>.</p>`;
}

function Guide({ api }) {
  const text = api.info.description;
  return html`
    <article class="guide">
      <h1 tabindex="-1">How it works</h1>
      <nav aria-label="On this page"><ul>${headings(text).map((title) => html`
        <li key=${title}><button type="button" class="link" onClick=${() => document.getElementById(anchor(title)).scrollIntoView()}>${title}</button></li>`)}</ul></nav>
      <${Markdown} text=${text} />
    </article>`;
}

render(html`<${Reference} />`, document.getElementById('app'));
