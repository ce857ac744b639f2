// Lists of the API, page by page, as components follow them.
import { get } from './api.js';
import { useCallback, useEffect, useRef, useState } from './lib.js';

const FIRST = { rows: [], cursor: null, isLoading: true, failure: null };

/**
 * A list of the API.
 *
 * path        null for none (yet)
 * parameters  of the query
 *
 * Gives rows, isLoading, failure, more() or null when there is no more, and reload(), which keeps what
 * is shown until the new rows are there.
 */
export function useList(path, parameters = {}) {
  const key = path === null ? null : `${path}?${new URLSearchParams(parameters)}`;
  const [list, setList] = useState(FIRST);
  const latest = useRef(0);

  const load = useCallback(async (cursor, before) => {
    const turn = ++latest.current;
    try {
      const page = await get(path, { ...parameters, ...(cursor ? { cursor } : {}) });
      if (turn !== latest.current) return;
      setList({
        rows: before ? [...before, ...page.data] : page.data,
        cursor: page.next_cursor,
        isLoading: false,
        failure: null,
      });
    } catch (failure) {
      if (turn === latest.current) setList((old) => ({ ...old, isLoading: false, failure }));
    }
  }, [key]);

  useEffect(() => {
    setList(FIRST);
    if (key !== null) load();
    return () => {
      latest.current += 1;
    };
  }, [key]);

  return {
    ...list,
    more: list.cursor === null ? null : () => {
      setList((old) => ({ ...old, isLoading: true, failure: null }));
      return load(list.cursor, list.rows);
    },
    reload: () => (key === null ? Promise.resolve() : load()),
  };
}

/** One thing of the API: value (undefined until it is there), failure, reload(). */
export function useThing(path, parameters = {}) {
  const key = path === null ? null : `${path}?${new URLSearchParams(parameters)}`;
  const [thing, setThing] = useState({ value: undefined, failure: null });
  const latest = useRef(0);

  const load = useCallback(async () => {
    const turn = ++latest.current;
    try {
      const value = await get(path, parameters);
      if (turn === latest.current) setThing({ value, failure: null });
    } catch (failure) {
      if (turn === latest.current) setThing((old) => ({ ...old, failure }));
    }
  }, [key]);

  useEffect(() => {
    setThing({ value: undefined, failure: null });
    if (key !== null) load();
    return () => {
      latest.current += 1;
    };
  }, [key]);

  return { ...thing, reload: load, set: (value) => setThing({ value, failure: null }) };
}

const locationsKept = { at: 0, promise: null };

/** The business's locations, all of them, kept for a minute. */
export function locations() {
  if (!locationsKept.promise || Date.now() - locationsKept.at > 60_000) {
    locationsKept.at = Date.now();
    locationsKept.promise = everyPage('/v1/locations').catch((failure) => {
      locationsKept.promise = null;
      throw failure;
    });
  }
  return locationsKept.promise;
}

/** The locations for a component: empty until they are there. */
export function useLocations() {
  const [known, setKnown] = useState([]);
  useEffect(() => {
    let isHere = true;
    locations().then((found) => isHere && setKnown(found), () => {});
    return () => {
      isHere = false;
    };
  }, []);
  return known;
}

/** All rows of a short list. */
export async function everyPage(path, parameters = {}) {
  const rows = [];
  let cursor = null;
  do {
    const page = await get(path, { limit: 200, ...parameters, cursor });
    rows.push(...page.data);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return rows;
}
