import type { Named } from './entityKinds.ts';
import { addressNamed, fileNamed } from './names.ts';

/**
 * The addresses and files that a command line names: words that are an address, alone, in a URL, after `user@` or with a port;
 * and words that are a path of at least two parts. Agents join the arguments without quotes, so a path with spaces is cut at the
 * first. Patterns, options such as `/add`, and `/dev/null` are no files.
 */
export const namedInCommandLine = (commandLine: string): Named[] =>
  wordsOf(commandLine).flatMap((word) => [...addressInWord(word), ...fileInWord(word)]);

const separators = /[\s;|&<>()=`]+/;

/** The words of a command line; what stands in quotes is one word where it has no space, and words of its own otherwise. */
function wordsOf(commandLine: string): string[] {
  const words: string[] = [];
  let at = 0;
  while (at < commandLine.length) {
    const rest = commandLine.slice(at).search(/["']/);
    const open = rest < 0 ? commandLine.length : at + rest;
    const close = rest < 0 ? -1 : commandLine.indexOf(commandLine[open] ?? '', open + 1);
    if (close < 0) {
      words.push(...commandLine.slice(at).split(separators));
      break;
    }
    words.push(...commandLine.slice(at, open).split(separators), ...quotedWords(commandLine.slice(open + 1, close)));
    at = close + 1;
  }
  return words.filter((word) => word !== '');
}

/** A path with a space and a command that begins with a path look the same in quotes: neither is taken apart. */
const quotedWords = (quoted: string): string[] =>
  /\s/.test(quoted) ? (/^([/\\]|[a-z]:)/i.test(quoted) ? [] : quoted.split(separators)) : [quoted];

function addressInWord(word: string): Named[] {
  if (word.length > 300) return [];
  const [, device] = /^\/dev\/(?:tcp|udp)\/([^/]+)\//.exec(word) ?? [];
  const [, authority] = /^[a-z][a-z\d+.-]*:\/\/([^/?#]*)/i.exec(word) ?? [];
  const host = (device ?? authority ?? word).replace(/^.*@/s, '').replace(/[,:]$/, '');
  // Words such as `a::b` can be read as an address; those that are meant have a digit.
  return /\d/.test(host) ? addressNamed(host) : [];
}

/** Linux takes no longer path. */
const longestPath = 4096;

function fileInWord(word: string): Named[] {
  const path = word.replace(/[,:]$/, '');
  if (path.length > longestPath || /[*?]/.test(path) || path === '/dev/null') return [];
  if (/^\/dev\/(tcp|udp)\//.test(path)) return [];
  return /^\/[^/]+\/+[^/]/.test(path) || /^[a-z]:\\./i.test(path) ? fileNamed(path) : [];
}
