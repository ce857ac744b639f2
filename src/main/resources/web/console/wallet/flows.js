// How far the client has come towards rewards.
import { get } from '../api.js';
import { html, useEffect, useState } from '../lib.js';
import { everyPage } from '../lists.js';
import { money } from '../money.js';
import { Badge, Empty, Failed, Skeleton } from '../parts/states.js';

export function Flows({ client, turn }) {
  const [flows, setFlows] = useState(null);
  const [failure, setFailure] = useState(null);
  const load = async () => {
    try {
      setFailure(null);
      const all = await everyPage('/v1/flows');
      const shown = all.slice(0, 50);
      const standings = await Promise.all(shown.map((flow) =>
        get(`/v1/flows/${flow.id}/progress`, { client_reference: client.reference })));
      setFlows(shown.map((flow, i) => ({ flow, standing: standings[i] })));
    } catch (refused) {
      setFailure(refused);
    }
  };
  useEffect(() => {
    load();
  }, [client.reference, turn]);
  return html`
    <section aria-labelledby="flows" class="stack">
      <div class="page-head"><h2 id="flows">Rewards</h2></div>
      ${failure && html`<${Failed} failure=${failure} onRetry=${load} />`}
      ${!flows && !failure && html`<${Skeleton} lines=${4} label="Loading rewards" />`}
      ${flows?.length === 0 && html`<div class="card"><${Empty} title="No automated flow"><p>An administrator can make one, such as an amount for every fifth visit.</p><//></div>`}
      ${flows?.map(({ flow, standing }) => html`<${Standing} key=${flow.id} flow=${flow} standing=${standing} />`)}
    </section>`;
}

function Standing({ flow, standing }) {
  const { count, event, repeat } = flow.trigger;
  const { counted, missing, rewards } = standing;
  const reached = missing === null ? count : count - missing;
  return html`
    <article class="card" aria-label=${flow.name}>
      <header>
        <h3>${flow.name} ${!flow.enabled && html`<${Badge}>Switched off<//>`}</h3>
        <span class="money">${money(flow.action.amount, flow.action.currency)}</span>
      </header>
      <progress max=${count} value=${reached} aria-label="Progress in ${flow.name}">${reached} of ${count}</progress>
      <p class="small soft">
        ${missing === null
          ? `Reached: ${counted} × ${event}.`
          : `${reached} of ${count} × ${event}; ${missing} to go.`}
        ${repeat ? ' It begins again after each reward.' : ''}
        ${rewards.given > 0 ? ` ${rewards.given} given.` : ''}
        ${rewards.owed > 0 ? ` ${rewards.owed} on the way.` : ''}
      </p>
    </article>`;
}
