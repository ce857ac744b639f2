// Finding a client: by what is typed, or among the newest.
import { get } from '../api.js';
import { html, useEffect, useRef, useState } from '../lib.js';
import { money } from '../money.js';
import { go, refine } from '../router.js';
import { may, session } from '../session.js';
import { Icon } from '../parts/icons.js';
import { Badge, Empty, Failed, Skeleton } from '../parts/states.js';
import { OpenWallet } from './open.js';

const LIMIT = 20;

/** A pause in typing after which the service is asked, in milliseconds. */
const PAUSE = 90;

/** The wallets for what is typed; those found before stay until the new ones are there. */
function useFound(typed) {
  const [found, setFound] = useState({ rows: null, of: null, failure: null });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const leaving = new AbortController();
    const search = typed.trim();
    const timer = setTimeout(async () => {
      try {
        const page = await get('/v1/wallets', { search, limit: LIMIT }, leaving);
        setFound({ rows: page.data, of: search, failure: null });
      } catch (failure) {
        if (!leaving.signal.aborted) setFound((old) => ({ ...old, failure }));
      }
    }, found.rows === null ? 0 : PAUSE);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, [typed.trim(), turn]);
  return { ...found, retry: () => setTurn(turn + 1) };
}

export default function Clients({ query }) {
  const [typed, setTyped] = useState(query.get('q') ?? '');
  const [isOpening, setOpening] = useState(false);
  const { rows, of, failure, retry } = useFound(typed);
  const box = useRef(null);
  const list = useRef(null);
  useEffect(() => box.current?.focus({ preventScroll: true }), []);
  const type = (text) => {
    setTyped(text);
    refine({ q: text.trim() });
  };
  const fromBox = (event) => {
    if (event.key === 'ArrowDown') {
      event.preventDefault();
      list.current?.querySelector('a')?.focus();
    } else if (event.key === 'Enter' && of === typed.trim() && of !== '' && rows?.length) {
      event.preventDefault();
      go(`/wallets/${rows[0].id}`);
    }
  };
  const inList = (event) => {
    const links = [...list.current.querySelectorAll('a')];
    const at = links.indexOf(document.activeElement);
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const next = at + (event.key === 'ArrowDown' ? 1 : -1);
      (next < 0 ? box.current : links[Math.min(next, links.length - 1)]).focus();
    } else if (event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey) {
      // Whoever types on goes on searching.
      box.current.focus();
    }
  };
  return html`
    <div class="page-head">
      <h1 tabindex="-1">Clients</h1>
      ${may('checkout') && session().business.account_balances_enabled && html`
        <button type="button" onClick=${() => setOpening(true)}><${Icon} name="plus" /> New client</button>`}
    </div>
    <div class="search">
      <${Icon} name="search" />
      <input type="search" ref=${box} value=${typed} placeholder="Name or reference" aria-label="Find a client by name or reference"
        autocomplete="off" spellcheck=${false} maxlength="100"
        onInput=${(event) => type(event.target.value)} onKeyDown=${fromBox} />
      <kbd aria-hidden="true">/</kbd>
    </div>
    <p class="unseen" role="status">${rows === null || of === '' ? '' : `${rows.length === LIMIT ? 'At least ' : ''}${rows.length} found`}</p>
    ${failure && html`<${Failed} failure=${failure} onRetry=${retry} title="The clients could not be searched." />`}
    ${rows === null && !failure && html`<${Skeleton} lines=${8} label="Loading clients" />`}
    ${rows !== null && html`
      ${rows.length > 0 && html`<h2 class="list-head">${of === '' ? 'Newest' : 'Found'}</h2>`}
      <ul class="found" ref=${list} aria-label="Clients" onKeyDown=${inList}>
        ${rows.map((wallet, i) => html`<${Found} key=${wallet.id} wallet=${wallet} isFirst=${i === 0 && of !== ''} />`)}
      </ul>
      ${rows.length === 0 && of !== '' && html`
        <${Empty} title="No client begins with “${of}”.">
          <p>Type the beginning of the first or the last name, or the reference.</p>
          ${may('checkout') && html`<button type="button" onClick=${() => setOpening(true)}>New client</button>`}
        <//>`}
      ${rows.length === 0 && of === '' && html`
        <${Empty} title="There are no clients yet."><p>A new client gets a wallet with the first deposit.</p><//>`}
      ${rows.length === LIMIT && of !== '' && html`<p class="soft small">These are the first ${LIMIT}. Type more to narrow it down.</p>`}`}
    ${isOpening && html`<${OpenWallet} name=${/\d/.test(typed) ? '' : typed.trim()} onClose=${() => setOpening(false)} />`}`;
}

function Found({ wallet, isFirst }) {
  const { client, currency, available, balance, status } = wallet;
  const name = client.name ?? client.reference;
  return html`
    <li class=${isFirst ? 'first' : ''}>
      <a href="#/wallets/${wallet.id}">
        <span class="who"><strong><bdi>${name}</bdi></strong> <span class="soft small">${client.reference}</span></span>
        <span class="marks">
          ${status !== 'active' && html`<${Badge} tone=${status === 'frozen' ? 'info' : ''}>${status === 'frozen' ? 'Frozen' : 'Closed'}<//>`}
          ${balance < 0 && html`<${Badge} tone="bad">Owes ${money(-balance, currency)}<//>`}
        </span>
        <span class="money"><span class="unseen">Available </span>${money(available, currency)} <span class="soft small">${currency}</span></span>
      </a>
    </li>`;
}
