import { html } from '../lib.js';
export default function Clients() { return html`<h1 tabindex="-1">Clients</h1>`; }
