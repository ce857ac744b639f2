// Where the reader is: the part of the address after `#`, matched against the pages.
import { pages } from './pages.js';
import { followed } from './lib.js';

const place = followed(read());

function read() {
  const [path, query = ''] = location.hash.slice(1).split('?');
  return { path: path || '/', query: new URLSearchParams(query) };
}

window.addEventListener('hashchange', () => place.set(read()));

export const usePlace = () => place.use();

/** The page of a path and the parts of it that the page's path names; null if there is none. */
export function match(path) {
  for (const page of pages) {
    const parameters = parts(page.path, path);
    if (parameters) return { page, parameters };
  }
  return null;
}

function parts(pattern, path) {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const parameters = {};
  for (let i = 0; i < wanted.length; i++) {
    if (wanted[i].startsWith(':')) {
      try {
        parameters[wanted[i].slice(1)] = decodeURIComponent(given[i]);
      } catch {
        return null;
      }
    } else if (wanted[i] !== given[i]) return null;
  }
  return parameters;
}

/** Goes to a page: `go('/wallets/' + id)`. */
export function go(path, { replace = false } = {}) {
  if (replace) {
    history.replaceState(null, '', `#${path}`);
    place.set(read());
  } else {
    location.hash = path;
  }
}

/** Changes the query of where the reader is, without a step in the history. */
export function refine(parameters) {
  const { path, query } = read();
  for (const [name, value] of Object.entries(parameters)) {
    if (value === null || value === undefined || value === '') query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  go(text ? `${path}?${text}` : path, { replace: true });
}
