import { spawn } from 'node:child_process';

const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};

/** Hands an https address to the system's browser. Rejects where the system has no program for it. */
export function openInBrowser(address: string, platform: NodeJS.Platform = process.platform): Promise<void> {
  const { href, protocol } = new URL(address);
  if (protocol !== 'https:') return Promise.reject(new Error(`${protocol} addresses are not opened`));
  const [program, ...parameters] = openers[platform] ?? ['xdg-open'];
  return new Promise((done, failed) => {
    spawn(program, [...parameters, href], { detached: true, stdio: 'ignore' })
      .on('error', failed)
      .on('spawn', done)
      .unref();
  });
}
