import { isArray, isBag, type Json } from '../values/json.ts';
import { type FunctionEntry, jsFunction } from './entry.ts';

const open = (what: string): Error =>
  new Error(`treepath() of ${what} is not supported: the documentation does not tell its paths`);

/** The paths below a bag; every element of an array is `[0]`. What the documentation shows no example of is refused. */
const pathsIn = (bag: { readonly [key: string]: Json }, path: string): string[] =>
  Object.entries(bag).flatMap(([key, value]) => {
    if (/['\\]/.test(key)) throw open(`the key ${key}`);
    if (isBag(value)) throw open('a bag in a bag');
    const own = `${path}['${key}']`;
    return isArray(value) ? [own, ...pathsInArray(value, `${own}[0]`)] : [own];
  });
const pathsInArray = (array: readonly Json[], element: string): string[] => {
  if (array.some(isArray)) throw open('an array in an array');
  if (array.every(isBag)) throw open('an array without plain elements');
  return [element, ...array.flatMap((value) => (isBag(value) ? pathsIn(value, element) : []))];
};

export const treepathFunctions: readonly FunctionEntry[] = [
  jsFunction({
    names: ['treepath'],
    args: ['dynamic'],
    result: 'dynamic',
    run: (value: Json) => {
      if (!isBag(value)) throw open('anything but a bag');
      return [...new Set(pathsIn(value, ''))];
    },
    example: 'treepath(dynamic({"a": [1, {"b": 2}]}))',
  }),
];
