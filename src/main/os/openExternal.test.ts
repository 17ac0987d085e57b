import { expect, test } from 'vitest';
import { externalDoor, externalUrl } from './openExternal.ts';

const hostile = [
  '',
  'http://example.com/',
  'HTTPS://example.com/',
  'javascript:alert(1)',
  'file:///etc/passwd',
  'data:text/html,<script>alert(1)</script>',
  'app://casebook/index.html',
  'ms-msdt:/id PCWDiagnostic',
  'smb://server/share',
  '\\\\server\\share\\program.exe',
  '//example.com/',
  'https://',
  'https:example.com',
  'https:\\\\example.com',
  'https://example.com\\@evil.example/',
  'https://user:secret@example.com/',
  'https://user@example.com/',
  ' https://example.com/',
  'https://example.com/\n--flag',
  'https://example.com/ --flag',
  'https://exämple.com/',
  'https://example.com/\u202egnp.exe',
  'https://example.com:99999/',
  `https://example.com/${'a'.repeat(3000)}`,
];

test.each(hostile)('%j stays inside', async (text) => {
  const opened: string[] = [];
  await externalDoor(async (url) => void opened.push(url))(text);
  expect(externalUrl(text)).toBeNull();
  expect(opened).toEqual([]);
});

test('a plain https address goes to the system, as the parser reads it', async () => {
  const opened: string[] = [];
  await externalDoor(async (url) => void opened.push(url))('https://learn.microsoft.com/azure?view=1#top');
  expect(opened).toEqual(['https://learn.microsoft.com/azure?view=1#top']);
  expect(externalUrl('https://example.com/a/../b')).toBe('https://example.com/b');
});
