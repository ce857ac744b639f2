// From nothing to a payment that is in the book, in five requests to this very service.
import { html, useState } from '/console/lib.js';
import { DEVELOPMENT_KEY, setKey, useKey } from './keys.js';
import { Trial } from './trial.js';

const STEPS = [
  {
    id: 'createWallet',
    title: 'Open a wallet',
    about: 'A wallet is what a client has with you, in one currency, good at all locations. It begins empty.',
  },
  {
    id: 'createCredit',
    title: 'Put money in',
    about: '5000 minor units of USD are 50.00 dollars. What moves money carries an Idempotency-Key: send it twice, and it happens once.',
  },
  {
    id: 'createDebit',
    title: 'Pay with it',
    about: 'A 201 is committed in the book. Press it twice: under the same key you get the first answer again, and the balance stays. Under new keys it is paid again, until the money is gone and the answer is a decline.',
  },
  {
    id: 'listWalletTransactions',
    title: 'See what happened',
    about: 'Every movement, newest first, each with the balance after it.',
  },
];

export function Start({ api }) {
  return html`
    <article class="start">
      <h1 tabindex="-1">Start here</h1>
      <p class="lead">Holdfast keeps clients' stored-value wallets and decides, for every payment, whether the money is
        there. Everything on this page is sent to the service that it came from.</p>
      <ol class="steps">
        <${KeyStep} />
        ${STEPS.map((step, i) => html`<${Step} key=${step.id} step=${step} number=${i + 2} operation=${api.operations.get(step.id)} />`)}
      </ol>
      <section class="further">
        <h2>Go on</h2>
        <ul class="bullets">
          <li><a href="#/guide">How it works</a>: what an answer promises, when to retry, idempotency, errors.</li>
          <li><a href="#/createAuthorization">Authorize and capture</a>, when the amount is not final yet.</li>
          <li><a href="#/getOperation">When an answer did not arrive</a>.</li>
          <li><a href="/docs/holdfast.postman_collection.json" download>Collection for Postman or Insomnia</a>: every request, in an order in which each works.</li>
          <li><a href="/openapi.json" download="holdfast.openapi.json">OpenAPI document</a>, from which this page is made.</li>
        </ul>
      </section>
    </article>`;
}

function KeyStep() {
  const key = useKey();
  return html`
    <li class="card">
      <h2>${key ? '✓ ' : ''}Say who you are</h2>
      <p>Paste an API key into the field at the top. It stays in this tab, and goes along with every request from here.
        A service that was started without any configuration has one for trying out:</p>
      <p class="actions"><button type="button" class=${key ? '' : 'primary'} onClick=${() => setKey(DEVELOPMENT_KEY)}>Use ${DEVELOPMENT_KEY}</button>
        ${key && html`<span class="soft small">A key is set.</span>`}</p>
    </li>`;
}

function Step({ step, operation }) {
  const [done, setDone] = useState(false);
  return html`
    <li class="card">
      <h2>${done ? '✓ ' : ''}${step.title}</h2>
      <p>${step.about} <a href=${`#/${operation.id}`}>Reference</a></p>
      <${Trial} operation=${operation} compact=${true} label=${step.title}
        onAnswer=${(answer) => setDone(answer.status < 300)} />
    </li>`;
}
