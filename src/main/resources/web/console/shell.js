// The frame around every page: what there is, who is signed in, and what is still under way.
import { html, useEffect, useRef, useState } from './lib.js';
import { useOpen } from './intentions.js';
import { go, match, usePlace } from './router.js';
import { areas, pages } from './pages.js';
import { may, signOut, useSession } from './session.js';
import { Icon } from './parts/icons.js';
import { Empty, Failed, Skeleton } from './parts/states.js';
import { Toasts } from './parts/toasts.js';
import { Mark, SignInAgain, SignInPage } from './signin.js';

export function Console({ start }) {
  const session = useSession();
  const [failure, setFailure] = useState(null);
  const begin = () => {
    setFailure(null);
    start().catch(setFailure);
  };
  useEffect(begin, []);
  if (failure) return html`<main class="signin"><div class="card"><${Failed} failure=${failure} onRetry=${begin} title="The service cannot be reached." /></div></main>`;
  if (session === undefined) return html`<div class="starting" role="status" aria-label="Loading"></div>`;
  return html`
    ${session === null ? html`<${SignInPage} />` : html`<${Frame} session=${session} />`}
    ${session?.isOver && html`<${SignInAgain} />`}
    <${Toasts} />`;
}

function Frame({ session }) {
  const place = usePlace();
  const found = match(place.path);
  const mine = areas.filter((area) => may(...area.may) && pages.some((page) => page.area === area.name));
  useEffect(() => {
    if (place.path === '/' && mine.length > 0) go(mine[0].path, { replace: true });
  }, [place.path]);
  useEffect(() => {
    const jump = (event) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target.closest('input, textarea, select, dialog')) return;
      if (!may('checkout', 'view_reports')) return;
      event.preventDefault();
      const search = document.querySelector('input[type=search]');
      if (search) search.focus();
      else go('/clients');
    };
    window.addEventListener('keydown', jump);
    return () => window.removeEventListener('keydown', jump);
  }, []);
  return html`
    <a class="skip" href="#main" onClick=${toMain}>Skip to the page</a>
    <header class="top">
      <a class="brand" href="#/"><${Mark} /> <span>Holdfast</span></a>
      <nav aria-label="Main">
        ${mine.map((area) => html`
          <a key=${area.name} href="#${area.path}" aria-current=${found?.page.area === area.name ? 'page' : undefined}>
            <${Icon} name=${area.icon} /><span>${area.name}</span>
          </a>`)}
      </nav>
      <${Member} session=${session} />
    </header>
    <${StillUnderWay} />
    <main id="main" tabindex="-1">
      ${found && (!found.page.may || may(...found.page.may))
        ? html`<${Page} key=${found.page.root ?? found.page.path.split('/:tab')[0]} page=${found.page} parameters=${found.parameters} query=${place.query} />`
        : place.path !== '/' && html`<${NotHere} isThere=${found !== null} />`}
      ${place.path === '/' && mine.length === 0 && html`
        <h1 tabindex="-1">Welcome</h1>
        <${Empty} title="There is nothing you may do here yet.">
          <p>An administrator can give you permissions.</p><//>`}
    </main>`;
}

function toMain(event) {
  event.preventDefault();
  document.getElementById('main').focus();
}

function Member({ session }) {
  const menu = useRef(null);
  useEffect(() => {
    const close = (event) => {
      if (event.type === 'keydown' ? event.key === 'Escape' : !menu.current.contains(event.target)) {
        if (event.type === 'keydown' && menu.current.open) menu.current.querySelector('summary').focus();
        menu.current.open = false;
      }
    };
    document.addEventListener('click', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('click', close);
      document.removeEventListener('keydown', close);
    };
  }, []);
  return html`
    <details class="member" ref=${menu}>
      <summary aria-label="Signed in as ${session.name}"><${Icon} name="person" /><span>${session.name}</span></summary>
      <div class="menu">
        <p><strong>${session.name}</strong><br />${session.staff?.email}<br />${session.business.name}</p>
        <button type="button" onClick=${signOut}>Sign out</button>
      </div>
    </details>`;
}

/** What nobody knows the outcome of, wherever the reader is. */
function StillUnderWay() {
  const open = useOpen().filter((intention) => intention.watched === 0);
  return html`
    <div role="status" class="under-way">
      ${open.map((intention) => html`
        <p key=${intention.slot}>
          <span class="spinner" aria-hidden="true"></span>
          <span><strong>${intention.request?.title}</strong>: finding out whether it went through. Do not start it again.</span>
          <button type="button" onClick=${() => intention.wake()}>Ask now</button>
        </p>`)}
    </div>`;
}

function NotHere({ isThere }) {
  return html`
    <h1 tabindex="-1">${isThere ? 'Not for you' : 'Nothing here'}</h1>
    <${Empty} title=${isThere ? 'You may not see this page.' : 'There is no such page.'}>
      <p><a href="#/">Go to the start</a></p><//>`;
}

function Page({ page, parameters, query }) {
  const [state, setState] = useState({ component: null, failure: null });
  const load = () => {
    setState({ component: null, failure: null });
    page.load().then(
      (module) => setState({ component: module.default, failure: null }),
      (failure) => setState({ component: null, failure }));
  };
  useEffect(load, [page.load]);
  useEffect(() => {
    document.title = `${page.title} · Holdfast`;
  }, [page.title]);
  if (state.failure) return html`<h1 tabindex="-1">${page.title}</h1><${Failed} failure=${{ message: 'The page could not be loaded.' }} onRetry=${load} />`;
  if (!state.component) return html`<h1 class="waiting">${page.title}</h1><${Skeleton} lines=${6} />`;
  return html`<${state.component} parameters=${parameters} query=${query} />`;
}
