import { accept, type Checked, refuse } from './checked.ts';

/**
 * IoT Hub's rule for device ids (Azure Event Grid SDK reference): case-sensitive, up to 128 ASCII letters, digits and
 * `- : . + % _ # * ? ! ( ) , = @ ; $ '`.
 */
export function checkDeviceId(text: string): Checked<string> {
  return /^[A-Za-z0-9\-:.+%_#*?!(),=@;$']{1,128}$/.test(text)
    ? accept(text)
    : refuse("a device id is 1 to 128 ASCII letters, digits and - : . + % _ # * ? ! ( ) , = @ ; $ ' with no spaces");
}

/**
 * IoT Hub's rule for hub names (Azure resource name rules), compared without regard to case. The host name that the portal
 * shows (`plant.azure-devices.net`, `.us`, `.cn`) is cut down to the name.
 */
export function checkHubName(text: string): Checked<string> {
  const name = text.trim().replace(/\.azure-devices\.(net|us|cn)$/i, '');
  return /^[A-Za-z0-9][A-Za-z0-9-]{1,48}[A-Za-z0-9]$/.test(name)
    ? accept(name)
    : refuse('a hub name is 3 to 50 ASCII letters, digits and hyphens, and begins and ends with a letter or digit');
}
