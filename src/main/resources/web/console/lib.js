// What every module here is made with.
import { createContext, Fragment, h, render } from '/vendor/preact.js';
import {
  useCallback, useContext, useEffect, useId, useLayoutEffect, useMemo, useRef, useState,
} from '/vendor/hooks.js';
import htm from '/vendor/htm.js';

export const html = htm.bind(h);
export {
  createContext, Fragment, render, useCallback, useContext, useEffect, useId, useLayoutEffect,
  useMemo, useRef, useState,
};

/** A value that components follow: all who use it are drawn again when it is set. */
export function followed(first) {
  let value = first;
  const followers = new Set();
  return {
    get: () => value,
    set(next) {
      value = next;
      for (const follower of [...followers]) follower(next);
    },
    use() {
      const [, draw] = useState(0);
      useLayoutEffect(() => {
        const seen = value;
        const follower = () => draw((count) => count + 1);
        followers.add(follower);
        if (seen !== value) follower();
        return () => followers.delete(follower);
      }, []);
      return value;
    },
  };
}
