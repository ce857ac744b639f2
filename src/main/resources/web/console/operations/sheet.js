// Style that only some pages need.
const known = new Map();

/** Completes when it holds; at once from the second time on. A page without it is still a page. */
export function sheet(path) {
  if (!known.has(path)) {
    known.set(path, new Promise((done) => {
      const link = document.createElement('link');
      link.rel = 'stylesheet';
      link.href = path;
      link.onload = done;
      link.onerror = done;
      document.head.append(link);
    }));
  }
  return known.get(path);
}
