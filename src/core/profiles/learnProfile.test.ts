import { expect, it } from 'vitest';
import { compileGlob } from './glob.ts';
import { learnProfile } from './learnProfile.ts';

const process = (Executable: string, ...lines: string[]) => ({
  Executable,
  Users: '[]',
  CommandLines: JSON.stringify(lines),
});
const learned = (...rows: ReturnType<typeof process>[]) => learnProfile([{ stepId: 'processes', rows }]);

it('takes numbers for free where several command lines differ in nothing else, and for what they are elsewhere', () => {
  const { commandLines } = learned(
    process('/bin/pumpctl', 'pumpctl --rpm 1015 --valve 4', 'pumpctl --rpm 990 --valve 6', 'pumpctl --rpm 7 --valve 1'),
    process('/bin/nc', 'nc -l 22', 'nc -l 23'),
    process('/bin/find', 'find / -name *.log'),
  );
  expect(commandLines).toEqual(['find / -name \\*.log', 'nc -l 22', 'nc -l 23', 'pumpctl --rpm * --valve *']);
  expect(commandLines?.some((glob) => compileGlob(glob)('nc -l 8888'))).toBe(false);
  expect(commandLines?.some((glob) => compileGlob(glob)('pumpctl --rpm 4321 --valve 2'))).toBe(true);
});

it('covers a kind whose step was answered without rows, and none whose step was not', () => {
  expect(learned()).toMatchObject({ executables: [], commandLines: [] });
  expect(learned().users).toBeUndefined();
});

it('learns nobody from a failed sign-in', () => {
  const row = (UserName: string, Outcome: string, address: string) => ({
    UserName,
    Outcome,
    RemoteAddresses: JSON.stringify([address]),
  });
  const rows = [row('ada', 'success', '192.0.2.10'), row('root', 'failure', '203.0.113.9')];
  expect(learnProfile([{ stepId: 'logins', rows }]).origins).toEqual(['192.0.2.10']);
});
