// Signing in: the whole page at first, a dialog over what was being done when a session ended.
import { html, useState } from './lib.js';
import { Refused } from './api.js';
import { session, signIn, signOut } from './session.js';
import { Dialog } from './parts/dialog.js';
import { PlainForm } from './parts/form.js';
import { TextField } from './parts/fields.js';
import { Icon } from './parts/icons.js';

function SignInForm({ email: known = '' }) {
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState('');
  const [businessId, setBusinessId] = useState('');
  const [isAmbiguous, setAmbiguous] = useState(false);
  const act = async () => {
    try {
      await signIn(email.trim(), password, businessId.trim() || undefined);
    } catch (failure) {
      if (failure instanceof Refused) {
        if (failure.faults.some(({ pointer }) => pointer === '/business_id')) setAmbiguous(true);
        if (failure.status === 401) failure.message = 'No member of staff has this e-mail and password.';
        if (failure.status === 400 && !isAmbiguous) failure.message = 'Enter your e-mail and your password.';
      }
      throw failure;
    }
  };
  return html`
    <${PlainForm} act=${act} submit="Sign in">${(faults) => html`
      <${TextField} label="E-mail" type="email" name="email" autocomplete="username" value=${email}
        onInput=${setEmail} fault=${faults.email} required readonly=${known !== ''} />
      <${TextField} label="Password" type="password" name="password" autocomplete="current-password"
        value=${password} onInput=${setPassword} fault=${faults.password} required />
      ${isAmbiguous && html`
        <${TextField} label="Business id" value=${businessId} onInput=${setBusinessId}
          hint="Several businesses have this e-mail." fault=${faults.business_id} />`}
    `}<//>`;
}

export function SignInPage() {
  return html`
    <main class="signin" id="main">
      <div class="card">
        <p class="brand"><${Mark} /> Holdfast</p>
        <h1 tabindex="-1">Sign in</h1>
        <${SignInForm} />
      </div>
    </main>`;
}

export function SignInAgain() {
  return html`
    <${Dialog} title="Sign in again" isFixed onClose=${() => {}}>
      <p class="lead">Your session is over. What you were doing is still here.</p>
      <${SignInForm} email=${session().staff?.email} />
      <p class="after"><button type="button" class="link" onClick=${signOut}>Sign in as somebody else</button></p>
    <//>`;
}

export function Mark() {
  return html`
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" /><path d="M10 7v18M22 7v18M10 16h12" />
    </svg>`;
}
