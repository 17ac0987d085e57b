interface Page {
  readonly url: string;
  readonly html: string;
}
interface Form {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** What a person does on the sign-in page: signs in as somebody, or cancels. */
export type Choice = { readonly login: string } | 'cancel';

/** Signs in on the page that `url` opens, as a browser does, and hands the answer to the application. Gives the page shown last. */
export async function signInByForm(url: string, choice: Choice): Promise<Page> {
  const browser = openBrowser();
  return browser.toApplication(await choose(browser, await browser.open(url), choice));
}

/** Enters a device code on its page, says that it is the right one, and signs in. */
export async function enterDeviceCode(url: string, code: string, choice: Choice): Promise<Page> {
  const browser = openBrowser();
  const confirm = await browser.submit(await browser.open(url), { user_code: code });
  if (choice === 'cancel') return browser.submit(confirm, { abort: 'yes' });
  return choose(browser, await browser.submit(confirm, {}), choice);
}

const choose = (browser: Browser, page: Page, choice: Choice) =>
  browser.submit(
    page,
    choice === 'cancel' ? { login: '', choice: 'cancel' } : { login: choice.login, choice: 'signIn' },
  );

/** The form of a page, posted to whatever it names. */
export function formOf({ url, html }: Page): Form {
  const action = /<form[^>]*\saction="([^"]*)"/.exec(html)?.[1];
  if (action === undefined) throw new Error(`${url} shows no form: ${html.slice(0, 500)}`);
  const fields = [...html.matchAll(/<input[^>]*>/g)].flatMap(([input]) => {
    const name = /\sname="([^"]*)"/.exec(input)?.[1];
    return name === undefined ? [] : [[name, unescaped(/\svalue="([^"]*)"/.exec(input)?.[1] ?? '')] as const];
  });
  return { action: new URL(unescaped(action), url).href, fields: Object.fromEntries(fields) };
}

const unescaped = (text: string) =>
  text.replace(
    /&(amp|lt|gt|quot|#39);/g,
    (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name] ?? "'",
  );

type Browser = ReturnType<typeof openBrowser>;

/** As much of a browser as sign-in pages need: cookies, redirects and forms. */
function openBrowser() {
  const cookies = new Map<string, string>();

  async function open(url: string, form?: Readonly<Record<string, string>>): Promise<Page> {
    const response = await fetch(url, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form && { body: new URLSearchParams(form) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    const next = response.headers.get('location');
    return next === null ? { url, html: await response.text() } : open(new URL(next, url).href);
  }

  return {
    open: (url: string) => open(url),
    submit: (page: Page, values: Readonly<Record<string, string>>) => {
      const { action, fields } = formOf(page);
      return open(action, { ...fields, ...values });
    },
    /** Posts the answer to the application's listener, which is on 127.0.0.1 alone. */
    toApplication: (page: Page) => {
      const { action, fields } = formOf(page);
      return open(action.replace('//localhost:', '//127.0.0.1:'), fields);
    },
  };
}
