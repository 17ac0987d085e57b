const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => escapes[character] ?? '');

const page = (title: string, body: string) =>
  `<!doctype html><html lang="en"><head><title>${escaped(title)}</title></head><body><h1>${escaped(title)}</h1>${body}</body></html>`;

export const signInPage = (action: string) =>
  page(
    'Sign in',
    `<form method="post" action="${escaped(action)}"><label>Account <input name="login"></label>
     <button name="choice" value="signIn">Sign in</button><button name="choice" value="cancel">Cancel</button></form>`,
  );

/** `form` is the provider's own, with its hidden fields. */
export const codePage = (form: string, problem: string | undefined) =>
  page(
    'Enter the code',
    `${problem ? `<p>${escaped(problem)}</p>` : ''}${form}<button form="op.deviceInputForm">Next</button>`,
  );

export const confirmPage = (form: string, code: string) =>
  page(
    'Is this your code?',
    `<p>${escaped(code)}</p>${form}<button form="op.deviceConfirmForm" autofocus>Continue</button>
     <button form="op.deviceConfirmForm" name="abort" value="yes">Cancel</button>`,
  );

export const donePage = () => page('Signed in', '<p>You can close this page.</p>');

/** The refusal as a form that posts itself to the application, as the server's own answers do. */
export const refusalPage = (action: string, fields: Readonly<Record<string, string>>) =>
  page(
    'Working',
    `<form method="post" action="${escaped(action)}">${Object.entries(fields)
      .map(([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`)
      .join('')}<button>Continue</button></form><script>document.forms[0].submit()</script>`,
  );
