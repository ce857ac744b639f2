// The administration: what a business sets, who may do what, and what happens by itself.
import { html, useEffect, useRef } from '../lib.js';
import { useSession } from '../session.js';
import { Empty } from '../parts/states.js';
import { Audit } from './audit.js';
import { Changes } from './changes.js';
import { Flows } from './flows.js';
import { ImportPage, Imports } from './imports.js';
import { Keys } from './keys.js';
import { Limits } from './limits.js';
import { Locations } from './locations.js';
import { Plans } from './plans.js';
import { SettingsPage } from './settings.js';
import { Staff } from './staff.js';
import { Deliveries, Webhooks } from './webhooks.js';

const THINGS = [
  { name: 'settings', title: 'Settings', page: SettingsPage },
  { name: 'locations', title: 'Locations', page: Locations },
  { name: 'staff', title: 'Staff', page: Staff },
  { name: 'keys', title: 'API keys', page: Keys },
  { name: 'flows', title: 'Flows', page: Flows },
  { name: 'plans', title: 'Memberships', page: Plans },
  { name: 'limits', title: 'Limits', page: Limits },
  { name: 'webhooks', title: 'Webhooks', page: Webhooks, one: Deliveries },
  { name: 'imports', title: 'Imports', page: Imports, one: ImportPage },
  { name: 'changes', title: 'Changes', page: Changes },
  { name: 'audit', title: 'Audit', page: Audit },
];

export default function Administration({ parameters, query }) {
  const session = useSession();
  const { thing = 'settings', id } = parameters;
  const here = THINGS.find((each) => each.name === thing);
  const Shown = id ? here?.one : here?.page;
  const things = useRef(null);
  useEffect(() => {
    // Where they stand in a row, the one that is shown may be beyond its edge.
    const { current } = things;
    const shown = current.querySelector('[aria-current]');
    if (shown) current.scrollLeft = shown.offsetLeft - current.offsetLeft - 16;
  }, [thing]);
  return html`
    <div class="office">
      <nav class="side" ref=${things} aria-label="Administration">
        ${THINGS.map(({ name, title }) => html`
          <a key=${name} href=${`#/admin/${name}`} aria-current=${name === thing ? 'page' : undefined}>${title}</a>`)}
      </nav>
      <div class="office-page">
        ${Shown ? html`<${Shown} key=${`${thing}/${id}`} id=${id} query=${query} session=${session} />`
          : html`<h1 tabindex="-1">Nothing here</h1><${Empty} title="There is no such page." />`}
      </div>
    </div>`;
}
