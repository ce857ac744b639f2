// What is in the wallet, and what moves it.
import { html, useState } from '../lib.js';
import { money } from '../money.js';
import { may } from '../session.js';
import { Icon } from '../parts/icons.js';
import { AddToBalance } from './add.js';
import { Adjust } from './adjust.js';
import { Pay } from './pay.js';

export function Summary({ wallet, mayAct }) {
  const [opened, setOpened] = useState(null);
  const close = () => setOpened(null);
  const show = (amount) => money(amount, wallet.currency);
  const owes = wallet.balance < 0;
  return html`
    <section class="card summary" aria-labelledby="summary">
      <div class="available">
        <h2 id="summary">Available</h2>
        <p class="money">${show(wallet.available)}</p>
      </div>
      <dl class="facts">
        <div><dt>Balance</dt><dd class="money ${owes ? 'owes' : ''}">${show(wallet.balance)}</dd>
          ${owes && html`<dd class="small owes">Owes ${show(-wallet.balance)}; the next deposit pays it.</dd>`}</div>
        <div><dt>Held</dt><dd class="money">${show(wallet.held)}</dd></div>
        <div><dt>Credit limit</dt><dd class="money">${show(wallet.credit_limit)}</dd></div>
      </dl>
      ${mayAct && html`
        <div class="actions">
          ${may('checkout', 'gateway') && wallet.status === 'active' && html`
            <button type="button" class="primary" onClick=${() => setOpened('pay')}><${Icon} name="wallet" />Pay</button>`}
          ${may('checkout') && html`
            <button type="button" onClick=${() => setOpened('add')}><${Icon} name="plus" />Add to balance</button>`}
          ${may('adjust_balances') && html`
            <button type="button" onClick=${() => setOpened('adjust')}>Adjust balance</button>`}
        </div>`}
      ${opened === 'pay' && html`<${Pay} wallet=${wallet} onClose=${close} />`}
      ${opened === 'add' && html`<${AddToBalance} wallet=${wallet} onClose=${close} />`}
      ${opened === 'adjust' && html`<${Adjust} wallet=${wallet} onClose=${close} />`}
    </section>`;
}
