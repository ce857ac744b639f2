// Reads a report where it disturbs nobody: in a worker, so that a year of a big chain freezes no
// page. Is told what to read, and tells how far it is a few times a second, and how it ended.

import { RowSplitter, exactly } from './rows.js';
import { Sums } from './sums.js';

/** Often enough to look alive, and seldom enough to leave the page alone. */
const TELL_MILLIS = 200;

self.onmessage = ({ data: job }) => {
  read(job).catch(() => self.postMessage({ failed: { lost: true } }));
};

async function read(job) {
  const answer = await fetch(job.path, { headers: { Accept: 'application/json' }, cache: 'no-store' });
  if (!answer.ok) {
    const problem = await answer.json().catch(() => ({}));
    self.postMessage({ failed: { status: answer.status, problem } });
    return;
  }
  const sums = new Sums(job);
  const splitter = new RowSplitter((text) => sums.add(exactly(text)));
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let told = 0;
  let rowsTold = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      break;
    }
    splitter.push(value);
    const now = performance.now();
    if (now - told > TELL_MILLIS && sums.count > 0) {
      self.postMessage(state(sums, rowsTold));
      told = now;
      rowsTold = sums.rows.length;
    }
  }
  const totals = splitter.end();
  if (totals?.rows !== sums.count) {
    self.postMessage({ failed: { brokeOff: true } });
  } else {
    self.postMessage({ ...state(sums, rowsTold), done: true });
  }
}

/** How far it is; rows that were told already are not told again. */
function state(sums, rowsTold) {
  return {
    count: sums.count,
    rows: sums.rows.slice(rowsTold),
    totals: sums.totals,
    series: sums.series,
  };
}
