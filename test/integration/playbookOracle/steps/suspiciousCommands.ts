import { answer, byColumn, type Expected } from '../answer.ts';
import { count, greatest, groupBy, least, setOf } from '../grouping.ts';
import type { Bindings } from '../subject.ts';
import type { Workspace } from '../workspace.ts';
import { processes } from './processes.ts';

const space = '[\\t\\n\\f\\r ]';
/** RE2 reads `\s` as these five characters and `.` as all but the line feed; JavaScript takes more in both. */
const re2 = (pattern: string): RegExp =>
  new RegExp(
    pattern
      .replaceAll(/(?<!\\)\./g, '[^\\n]')
      .replaceAll('\\s', space)
      .replaceAll('\\S', '[^\\t\\n\\f\\r ]'),
  );

const families: readonly (readonly [string, RegExp])[] = [
  ['download then run', re2(String.raw`(curl|wget|tftp|ftpget)\b.*(\||;|&&)\s*(sh|bash|chmod)`)],
  ['reverse shell', re2(String.raw`(/dev/tcp/|\bnc(at)?\b.*\s-e|bash\s+-i|mkfifo)`)],
  [
    'firewall disabled',
    re2(
      String.raw`(iptables\s+-F|ufw\s+disable|systemctl\s+(stop|disable)\s+(firewalld|ufw)|netsh\s+advfirewall\s+set\s+\S+\s+state\s+off)`,
    ),
  ],
  ['auditd tampering', re2(String.raw`(systemctl|service)\s+(stop|disable)?\s*auditd|auditctl\s+-(D|e\s*0)`)],
  ['log or history removal', re2(String.raw`(rm\s+.*(/var/log|\.bash_history)|history\s+-c|>\s*/var/log)`)],
  ['account change', re2(String.raw`\b(useradd|adduser|usermod|userdel|passwd|net\s+user|net\s+localgroup)\b`)],
  ['temporary directory', re2(String.raw`(^|\s)(/tmp|/var/tmp|/dev/shm)/`)],
  ['miner', re2(String.raw`(xmrig|cpuminer|minerd|stratum\+tcp)`)],
  ['reconnaissance', re2(String.raw`\b(uname\s+-a|whoami|cat\s+/etc/(passwd|shadow)|ifconfig|netstat|nmap|masscan)\b`)],
];

/** The families of suspicious commands that a command line belongs to. */
export const familiesOf = (commandLine: string): string[] =>
  families.filter(([, pattern]) => pattern.test(commandLine)).map(([family]) => family);

export function suspiciousCommands(workspace: Workspace, bindings: Bindings): Expected {
  const found = processes(workspace, bindings).flatMap((run) =>
    familiesOf(run.commandLine).map((family) => ({ ...run, family })),
  );
  return answer(
    'Family:string, Executable:string, FirstObserved:datetime, LastObserved:datetime, Rows:long, CommandLines:dynamic, UserIds:dynamic',
    groupBy(found, ({ family, executable }) => [family, executable]).map(({ key, rows }) => [
      ...key,
      least(rows.map(({ time }) => time)),
      greatest(rows.map(({ time }) => time)),
      count(rows),
      setOf(
        rows.map(({ commandLine }) => commandLine),
        50,
      ),
      setOf(
        rows.map(({ user }) => user),
        20,
      ),
    ]),
    [byColumn(2, 'asc')],
  );
}
