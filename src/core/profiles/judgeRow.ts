import { compileGlob } from './glob.ts';
import type { ProfileContent, ProfileMark } from './profileContent.ts';
import { type RowValues, type Thing, thingsOf } from './stepThings.ts';

/** A test of whether an address is one of a list, or lies in one of its CIDR blocks. */
export type AddressTest = (address: string) => boolean;

/** What a profile says of a row; reasons stand for the things that it does not expect. */
export interface Judgement {
  readonly mark: ProfileMark;
  readonly reasons: readonly string[];
}

type Finding = { readonly mark: ProfileMark; readonly reason: string };
const expected: Finding = { mark: 'expected', reason: '' };
const notCovered: Finding = { mark: 'notCovered', reason: '' };
const isNew = (reason: string): Finding => ({ mark: 'new', reason });

/**
 * Readies a profile to judge rows. `addressesIn` makes a test from addresses and CIDR blocks. A row is `new` when one of its
 * things is, else `unexpected` when one is, else `expected` when the profile covers one of them.
 */
export function createJudge(
  profile: ProfileContent,
  addressesIn: (addresses: readonly string[]) => AddressTest,
): (stepId: string, row: RowValues) => Judgement {
  const judge = createThingJudge(profile, addressesIn);
  return (stepId, row) => {
    const findings = thingsOf(stepId, row).map(judge);
    const mark = worstFirst.find((candidate) => findings.some((finding) => finding.mark === candidate)) ?? 'notCovered';
    return { mark, reasons: findings.flatMap(({ reason }) => (reason ? [reason] : [])) };
  };
}

const worstFirst: readonly ProfileMark[] = ['new', 'unexpected', 'expected'];

function createThingJudge(
  { users, listeners, destinations, origins, executables, commandLines, firewallRules }: ProfileContent,
  addressesIn: (addresses: readonly string[]) => AddressTest,
): (thing: Thing) => Finding {
  const targets = destinations?.map(({ address, port }) => ({ port, holds: addressesIn([address]) }));
  const named = {
    origin: origins && addressesIn(origins),
    executable: executables && anyGlob(executables),
    commandLine: commandLines && anyGlob(commandLines),
    firewallRule: firewallRules && ((text: string) => firewallRules.includes(text)),
  };
  return (thing) => {
    switch (thing.kind) {
      case 'user': {
        if (!users) return notCovered;
        const known = users.filter(({ name }) => name === thing.name).flatMap(({ groups }) => groups);
        if (!users.some(({ name }) => name === thing.name)) return isNew(`User ${thing.name} is not in the profile.`);
        const more = thing.groups.filter((group) => !known.includes(group));
        if (more.length === 0) return expected;
        return { mark: 'unexpected', reason: `User ${thing.name} is not expected in ${more.join(', ')}.` };
      }
      case 'listener': {
        if (!listeners) return notCovered;
        const { protocol, port, exposure } = thing;
        const same = listeners.filter((one) => one.protocol === protocol && one.port === port);
        if (same.length === 0) return isNew(`A listener on ${protocol} ${port} is not in the profile.`);
        if (same.some((one) => one.exposure === exposure)) return expected;
        const wanted = same.map((one) => one.exposure).join(' or ');
        return { mark: 'unexpected', reason: `${protocol} ${port} listens on ${exposure}; expected is ${wanted}.` };
      }
      case 'destination': {
        if (!targets) return notCovered;
        const { address, port } = thing;
        const same = targets.filter(({ holds }) => holds(address));
        if (same.length === 0) return isNew(`Destination ${address} is not in the profile.`);
        if (same.some((one) => one.port === undefined || one.port === port)) return expected;
        return { mark: 'unexpected', reason: `Destination ${address} is expected, but not at port ${port}.` };
      }
      default: {
        const holds = named[thing.kind];
        if (!holds) return notCovered;
        return holds(thing.text) ? expected : isNew(`${titles[thing.kind]} ${thing.text} is not in the profile.`);
      }
    }
  };
}

const titles = {
  origin: 'Origin',
  executable: 'Executable',
  commandLine: 'Command line',
  firewallRule: 'Firewall rule',
};

/** Globs without wildcards, which are most of a learned profile, are looked up and not tried one by one. */
function anyGlob(globs: readonly string[]): (text: string) => boolean {
  const isPlain = (glob: string) => !/[\\*?]/.test(glob);
  const plain = new Set(globs.filter(isPlain));
  const others = globs.filter((glob) => !isPlain(glob)).map(compileGlob);
  return (text) => plain.has(text) || others.some((matches) => matches(text));
}
