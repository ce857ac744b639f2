import { html } from '../lib.js';
export default function Wallet() { return html`<h1 tabindex="-1">Wallet</h1>`; }
