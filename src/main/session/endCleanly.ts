import type { App } from 'electron';

/** How long an engine that does not answer may keep the process alive; case files stay sound without a clean end. */
const patienceMs = 10_000;

/** Holds the end of the app until `finish` is done, so that every case ends as one plain file. */
export function endCleanly(app: Pick<App, 'on' | 'exit'>, finish: () => Promise<unknown>): void {
  let ending = false;
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (ending) return;
    ending = true;
    const patience = new Promise((resolve) => setTimeout(resolve, patienceMs));
    const end = () => app.exit(0);
    void Promise.race([finish(), patience]).then(end, end);
  });
}
