import { utc } from '../clock.ts';
import { type Device, pump1, pump07 } from '../devices.ts';
import type { Fields } from '../rawEvent.ts';

/** The audit service fails its check in every snapshot from then on. */
export const auditStoppedAt = utc('2019-04-18T12:59:00Z');
const mendedAt = utc('2019-04-13T00:00:00Z');

const check = (id: string, severity: string, description: string, error: string): Fields => ({
  Description: description,
  CceId: id,
  Error: error,
  Severity: severity,
});

const avahi = check(
  'CCE-4365-3',
  'Warning',
  'The avahi-daemon service should be disabled.',
  "Service 'avahi-daemon' is not disabled",
);
const remoteRoot = check(
  'CCE-90001-1',
  'Critical',
  'Root login over SSH should be disabled.',
  "'PermitRootLogin' is not set to 'no'",
);
const passwordAge = check(
  'CCE-90002-9',
  'Important',
  'Passwords should expire after 90 days.',
  "'PASS_MAX_DAYS' is 99999",
);
const audit = check(
  'CCE-90003-7',
  'Critical',
  'The auditd service should be enabled and running.',
  "Service 'auditd' is not running",
);

/** The failed checks of a legacy Linux agent: C copies the result in upper case, C# writes `Fail` and `Err`. */
export function baselineFailures(device: Device, at: number): readonly Fields[] {
  const upper = device.agent === 'linuxC';
  const failed = upper ? 'FAIL' : 'Fail';
  const failures = [
    { Result: failed, ...avahi },
    ...(device !== pump1 || at < mendedAt ? [{ Result: failed, ...remoteRoot }] : []),
    ...(device === pump07 && at >= auditStoppedAt ? [{ Result: failed, ...audit }] : []),
  ];
  const errs = device.agent === 'linuxCs' ? [{ Result: 'Err', ...passwordAge }] : [];
  return [...failures, ...errs];
}

/** The micro agent reports passes too, under other names. */
export const microBaseline: readonly Fields[] = [
  ['1.1.22', 'FAIL', 'Ensure sticky bit is set on all world-writable directories', 'Informational'],
  ['4.1.2', 'PASS', 'Ensure auditing is installed', 'Important'],
  ['5.2.10', 'ERROR', 'Ensure SSH root login is disabled', 'Critical'],
].map(([id, result, description, severity]) => ({
  BaselineCheckId: id,
  BaselineCheckResult: result,
  BaselineCheckDescription: description,
  BaselineCheckRemediation: 'See the benchmark.',
  Severity: severity,
}));
