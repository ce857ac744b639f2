// What stands where there is nothing (yet), and how a state is shown.
import { html } from '../lib.js';
import { Icon } from './icons.js';

/** Grey lines of the size of what is to come. */
export function Skeleton({ lines = 3, label = 'Loading' }) {
  return html`
    <div class="skeleton" role="status" aria-label=${label}>
      ${Array.from({ length: lines }, (_, i) => html`<span key=${i}></span>`)}
    </div>`;
}

/** Nothing is there, and that is no fault. `children`: what to do about it. */
export function Empty({ title, children }) {
  return html`<div class="empty"><p class="title">${title}</p>${children}</div>`;
}

/** Something did not work: what, and how to go on. */
export function Failed({ failure, onRetry, title = 'This could not be loaded.' }) {
  return html`
    <div class="notice bad" role="alert">
      <${Icon} name="alert" />
      <div><strong>${title}</strong><p>${sentence(failure)}</p></div>
      ${onRetry && html`<button type="button" onClick=${onRetry}>Try again</button>`}
    </div>`;
}

/** A few words beside the thing they are about; tone 'good', 'bad', 'info', 'warn' or none. */
export function Notice({ tone = 'info', title, children }) {
  return html`
    <div class="notice ${tone}">
      <${Icon} name=${tone === 'good' ? 'check' : 'alert'} />
      <div>${title && html`<strong>${title}</strong>`}${children}</div>
    </div>`;
}

/** One word about a state. */
export function Badge({ tone = '', children }) {
  return html`<span class="badge ${tone}">${children}</span>`;
}

/** What a failure means to who works here. */
export function sentence(failure) {
  switch (failure?.code) {
    case 'insufficient_funds': return 'There is not enough on the balance for this.';
    case 'wallet_frozen': return 'The wallet is frozen: nothing can go out of it.';
    case 'wallet_closed': return 'The wallet is closed.';
    case 'account_balances_disabled': return 'Account balances are switched off in the settings.';
    case 'authorization_not_open': return 'This hold is not open any more.';
    case 'deposit_not_pending': return 'This deposit is not pending any more.';
    case 'refund_exceeds_original': return 'That is more than is left to give back.';
    case 'capture_exceeds_authorization': return 'That is more than is held.';
    case 'amount_out_of_range': return 'That would be more than a wallet can hold.';
    case 'forbidden': return 'You may not do this. An administrator can give you the permission.';
    case 'rate_limited': return 'Too many requests at once. Wait a moment and try again.';
    case 'unavailable': return 'The service cannot do this right now. Nothing was changed; try again in a moment.';
    default: return failure?.message ?? 'Something went wrong.';
  }
}
