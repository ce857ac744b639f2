// Where the console begins.
import { resumeOpen } from './intentions.js';
import { html, render } from './lib.js';
import { resume } from './session.js';
import { Console } from './shell.js';

render(html`<${Console} start=${start} />`, document.getElementById('app'));

async function start() {
  await resume();
  resumeOpen();
}
