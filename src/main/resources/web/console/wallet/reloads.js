// Lists that follow what happens to their wallet.
import { useEffect, useRef } from '../lib.js';

/** Loads a list or a thing again when `turn` goes on; what is shown stays until then. */
export function useReload(list, turn) {
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) list.reload();
    first.current = false;
  }, [turn]);
}
