import { enterDeviceCode } from './headlessUser.ts';
import { kim } from './world.ts';

/** How a command asks for a sign-in by device code: the address and the code. */
export const deviceCodeTold = /open (https:\S+) on any device and enter the code (\S+) before/;

/** Reads what one command tells on stderr; Kim enters the code once it is shown. A sign-in that fails is the command's to tell. */
export function kimEntersCode(): (stderr: string) => void {
  let entered = false;
  return (stderr) => {
    const [found, address = '', code = ''] = deviceCodeTold.exec(stderr) ?? [];
    if (entered || found === undefined) return;
    entered = true;
    enterDeviceCode(address, code, { login: kim.username }).catch(() => undefined);
  };
}
