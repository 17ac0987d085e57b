import { defineJsFunction } from '../jsFunctions.ts';
import { computed, type Scalar } from '../plan/scalar.ts';
import { semantic, unsupported } from '../plan/scope.ts';
import { boundFunction, type Call, type FunctionEntry } from './entry.ts';

const mask = (1n << 64n) - 1n;
const [prime1, prime2, prime3, prime4, prime5] = [
  0x9e3779b185ebca87n,
  0xc2b2ae3d27d4eb4fn,
  0x165667b19e3779f9n,
  0x85ebca77c2b2ae63n,
  0x27d4eb2f165667c5n,
] as const;
const rotate = (value: bigint, by: bigint): bigint => ((value << by) | (value >> (64n - by))) & mask;
const round = (state: bigint, lane: bigint): bigint => (rotate((state + lane * prime2) & mask, 31n) * prime1) & mask;

/** XXH64 with the seed 0, as a signed long. */
const xxhash64 = (bytes: Buffer): bigint => {
  let state: bigint = prime5;
  let at = 0;
  if (bytes.length >= 32) {
    const lanes = [prime1 + prime2, prime2, 0n, -prime1].map((lane) => lane & mask);
    for (; at + 32 <= bytes.length; at += 32)
      for (const index of [0, 1, 2, 3]) lanes[index] = round(lanes[index] ?? 0n, bytes.readBigUInt64LE(at + 8 * index));
    const [a = 0n, b = 0n, c = 0n, d = 0n] = lanes;
    state = (rotate(a, 1n) + rotate(b, 7n) + rotate(c, 12n) + rotate(d, 18n)) & mask;
    for (const lane of lanes) state = ((state ^ round(0n, lane)) * prime1 + prime4) & mask;
  }
  state = (state + BigInt(bytes.length)) & mask;
  for (; at + 8 <= bytes.length; at += 8)
    state = (rotate(state ^ round(0n, bytes.readBigUInt64LE(at)), 27n) * prime1 + prime4) & mask;
  if (at + 4 <= bytes.length) {
    state = (rotate(state ^ ((BigInt(bytes.readUInt32LE(at)) * prime1) & mask), 23n) * prime2 + prime3) & mask;
    at += 4;
  }
  for (; at < bytes.length; at++)
    state = (rotate(state ^ ((BigInt(bytes[at] ?? 0) * prime5) & mask), 11n) * prime1) & mask;
  state = ((state ^ (state >> 33n)) * prime2) & mask;
  state = ((state ^ (state >> 29n)) * prime3) & mask;
  return BigInt.asIntN(64, state ^ (state >> 32n));
};

const ofText = (text: string): bigint => xxhash64(Buffer.from(text, 'utf8'));
const ofTicks = (ticks: bigint): bigint => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(ticks);
  return xxhash64(bytes);
};

const hashOf = (call: Call, value: Scalar): Scalar => {
  if (value.type !== 'string' && value.type !== 'datetime' && value.type !== 'timespan' && value.type !== 'long')
    throw unsupported(call.query, call.node, 'types', `A hash of ${value.type} is not supported`);
  const name =
    value.type === 'string'
      ? defineJsFunction('xxhash64_text', {
          parameters: ['string'],
          result: 'long',
          run: ofText as (...values: never[]) => bigint,
          nulls: false,
        })
      : defineJsFunction('xxhash64_ticks', {
          parameters: ['long'],
          result: 'long',
          run: ofTicks as (...values: never[]) => bigint,
          nulls: false,
        });
  return computed('long', `${name}(${value.sql})`, [value]);
};

const hashFunction = (name: string): FunctionEntry =>
  boundFunction([name], `${name}("World", 100)`, ([value, modulus], call) => {
    if (value === undefined) throw semantic(call.query, call.node, `${name}() needs a value`);
    const hash = hashOf(call, value);
    if (modulus === undefined) return hash;
    return computed(
      'long',
      `((${hash.sql} % ${modulus.sql} + abs(${modulus.sql})) % abs(${modulus.sql}))`,
      [hash, modulus],
      { nullable: true },
    );
  });

export const hashFunctions: readonly FunctionEntry[] = [hashFunction('hash'), hashFunction('hash_xxhash64')];
