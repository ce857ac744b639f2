// A client's page: one wallet, what is in it, and what can be done with it.
import { html, useCallback, useEffect, useState } from '../lib.js';
import { onDone } from '../intentions.js';
import { useList, useThing } from '../lists.js';
import { currencies, may, session } from '../session.js';
import { Icon } from '../parts/icons.js';
import { Badge, Empty, Failed, Notice, Skeleton } from '../parts/states.js';
import { OpenWallet } from '../clients/open.js';
import { Deposits } from './deposits.js';
import { Flows } from './flows.js';
import { History } from './history.js';
import { Holds } from './holds.js';
import { Memberships } from './memberships.js';
import { Summary } from './summary.js';
import { Terms } from './terms.js';

const TABS = [
  { path: '', name: 'Wallet' },
  { path: 'memberships', name: 'Memberships' },
  { path: 'flows', name: 'Rewards' },
];

export default function WalletPage({ parameters: { id, tab = '' } }) {
  const wallet = useThing(`/v1/wallets/${encodeURIComponent(id)}`);
  const [turn, setTurn] = useState(0);
  const reload = useCallback(() => {
    wallet.reload();
    setTurn((last) => last + 1);
  }, [wallet.reload]);
  useEffect(() => {
    const seen = () => document.visibilityState === 'visible' && reload();
    const stop = onDone(reload);
    document.addEventListener('visibilitychange', seen);
    return () => {
      stop();
      document.removeEventListener('visibilitychange', seen);
    };
  }, [reload]);
  if (!wallet.value) {
    if (wallet.failure?.status === 404) {
      return html`<${Back} /><h1 tabindex="-1">No such wallet</h1><${Empty} title="There is no wallet at this address."><//>`;
    }
    return html`<${Back} />
      <h1 class="waiting">${wallet.failure ? 'Wallet' : '\u00a0'}</h1>
      ${wallet.failure
        ? html`<${Failed} failure=${wallet.failure} onRetry=${reload} />`
        : html`<${Skeleton} lines=${8} label="Loading the wallet" />`}`;
  }
  return html`<${Loaded} wallet=${wallet.value} tab=${tab} turn=${turn} failure=${wallet.failure} reload=${reload} />`;
}

function Back() {
  return html`<a class="back" href="#/clients"><${Icon} name="back" />Clients</a>`;
}

function Loaded({ wallet, tab, turn, failure, reload }) {
  const siblings = useList('/v1/wallets', { client_reference: wallet.client.reference, limit: 50 });
  const [opened, setOpened] = useState(null);
  const { client } = wallet;
  const name = client.name ?? client.reference;
  const mayAct = session().business.account_balances_enabled && wallet.status !== 'closed';
  const closeDialog = () => setOpened(null);
  useEffect(() => {
    document.title = `${name} · Holdfast`;
  }, [name]);
  const others = siblings.rows.length > 0 ? siblings.rows : [wallet];
  const canOpen = may('checkout') && session().business.account_balances_enabled
    && currencies().some((each) => !others.some((other) => other.currency === each));
  return html`
    <${Back} />
    <div class="page-head client">
      <div>
        <h1 tabindex="-1"><bdi>${name}</bdi></h1>
        <p class="soft">${client.reference}
          ${wallet.status === 'frozen' && html` <${Badge} tone="info">Frozen<//>`}
          ${wallet.status === 'closed' && html` <${Badge}>Closed<//>`}
          ${wallet.balance < 0 && html` <${Badge} tone="bad">Owes<//>`}</p>
      </div>
      <div class="actions">
        ${canOpen && html`<button type="button" class="quiet" onClick=${() => setOpened('wallet')}>Another wallet</button>`}
        ${may() && session().business.account_balances_enabled && html`<button type="button" onClick=${() => setOpened('terms')}>Edit wallet</button>`}
      </div>
    </div>
    ${others.length > 1 && html`
      <nav class="wallets" aria-label="Wallets of ${name}">
        ${others.map((each) => html`
          <a key=${each.id} href="#/wallets/${each.id}${tab ? `/${tab}` : ''}" aria-current=${each.id === wallet.id ? 'page' : undefined}>${each.currency}</a>`)}
      </nav>`}
    ${(may('checkout', 'view_reports')) && html`
      <nav class="tabs" aria-label="Client">
        ${TABS.map((each) => html`
          <a key=${each.name} href="#/wallets/${wallet.id}${each.path ? `/${each.path}` : ''}" aria-current=${tab === each.path ? 'page' : undefined}>${each.name}</a>`)}
      </nav>`}
    ${!session().business.account_balances_enabled && html`
      <${Notice} tone="warn" title="Account balances are switched off."><p>Everything can be looked at, nothing moved. An administrator can switch them on in the settings.</p><//>`}
    ${failure && html`<${Failed} failure=${failure} onRetry=${reload} title="This may be out of date." />`}
    ${tab === '' && html`<${WalletTab} key=${wallet.id} wallet=${wallet} mayAct=${mayAct} turn=${turn} />`}
    ${tab === 'memberships' && html`<${Memberships} wallet=${wallet} mayAct=${mayAct} turn=${turn} />`}
    ${tab === 'flows' && html`<${Flows} client=${client} turn=${turn} />`}
    ${opened === 'wallet' && html`<${OpenWallet} client=${client} currencies=${others.map((each) => each.currency)} onClose=${closeDialog} />`}
    ${opened === 'terms' && html`<${Terms} wallet=${wallet} onClose=${closeDialog} onDone=${reload} />`}`;
}

/** What there may be none of is shown together with the rest, so that nothing is pushed away later. */
function WalletTab({ wallet, mayAct, turn }) {
  const [loaded, setLoaded] = useState({ deposits: !may('checkout'), holds: !may('checkout', 'gateway') });
  const ready = loaded.deposits && loaded.holds;
  return html`
    <div class="stack">
      <${Summary} wallet=${wallet} mayAct=${mayAct} />
      ${!ready && html`<div class="card"><${Skeleton} lines=${8} label="Loading the history" /></div>`}
      <div class="stack" hidden=${!ready}>
        ${may('checkout') && html`
          <${Deposits} wallet=${wallet} mayAct=${mayAct} turn=${turn} onLoaded=${() => setLoaded((old) => ({ ...old, deposits: true }))} />`}
        ${may('checkout', 'gateway') && html`
          <${Holds} wallet=${wallet} mayAct=${mayAct} turn=${turn} onLoaded=${() => setLoaded((old) => ({ ...old, holds: true }))} />`}
        <${History} wallet=${wallet} mayAct=${mayAct} turn=${turn} />
      </div>
    </div>`;
}
