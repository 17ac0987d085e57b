import type { Page } from '@playwright/test';

/** Loads the page again with an ear for violations of its content security policy, from its first script on. */
export async function noteViolations(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const noted: string[] = [];
    Object.assign(window, { noted });
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile }) =>
      noted.push(`${effectiveDirective}: ${blockedURI} from ${sourceFile}`),
    );
  });
  await page.reload();
}

/** What was noted since; the tool that checks accessibility runs outside the page's own scripts and adds nothing. */
export const violations = (page: Page) => page.evaluate(() => Reflect.get(window, 'noted') as string[]);
