// A report being read: starts a reader, follows it, and ends it when nobody looks any more.

import { get } from '../api.js';
import { useEffect, useState } from '../lib.js';

/** Rows of a long report that the page keeps; the file has all of them. */
const ROWS_KEPT = 2_000;
/** Of a report that has a row a location, or a pair of them, every row counts. */
const ROWS_OF_LOCATIONS_KEPT = 50_000;

const NOTHING_YET = { count: 0, rows: [], totals: new Map(), series: new Map() };

export const rowsKept = (report) => (report.series ? ROWS_KEPT : ROWS_OF_LOCATIONS_KEPT);

/**
 * Reads a report, and again whenever what is asked changes.
 *
 * @return its state; `phase` is "reading", "done", "stopped" or "failed", and `failed` says why
 */
export function useReport(report, path, zone, unit) {
  const [state, setState] = useState({ ...NOTHING_YET, phase: 'reading' });
  const [attempt, setAttempt] = useState(0);
  const [stop, setStop] = useState(() => () => {});
  useEffect(() => {
    setState({ ...NOTHING_YET, phase: 'reading' });
    const reader = new Worker(new URL('./reader.js', import.meta.url), { type: 'module' });
    const end = (change) => {
      reader.terminate();
      setState((before) => ({ ...before, ...change }));
    };
    reader.onmessage = ({ data }) => {
      if (data.failed) {
        end({ phase: 'failed', failed: data.failed });
        // The page learns that nobody is signed in any more when it asks for something itself.
        if (data.failed.status === 401) get('/v1/locations', { limit: 1 }).catch(() => {});
      } else {
        setState((before) => ({ ...before, ...data, rows: before.rows.concat(data.rows) }));
        if (data.done) {
          end({ phase: 'done', at: new Date() });
        }
      }
    };
    reader.onerror = () => end({ phase: 'failed', failed: { lost: true } });
    reader.postMessage({
      path, zone, unit, amounts: report.amounts, series: report.series, keep: rowsKept(report),
    });
    setStop(() => () => end({ phase: 'stopped' }));
    return () => reader.terminate();
  }, [path, zone, unit, attempt]);
  return { ...state, stop, again: () => setAttempt((before) => before + 1) };
}

/** Why a report could not be read, and what to do about it. */
export function failureText({ status, problem, brokeOff }) {
  if (status === 429) {
    return 'As many reports are being read as this business may have at a time. Wait a moment, then try again.';
  }
  if (status === 503) {
    return 'The service is too busy for another report. Wait a moment, then try again.';
  }
  if (status === 401) {
    return 'You were signed out. Sign in again to see this report.';
  }
  if (status) {
    return problem?.detail ?? problem?.title ?? `The service answered ${status}.`;
  }
  return brokeOff
    ? 'The report broke off before its end, so its sums would be wrong. Try again, or choose a shorter period.'
    : 'The service cannot be reached. Check the connection, then try again.';
}
