import { expect, it } from 'vitest';
import { sameRows } from './sameRows.ts';

it('puts rows of one key together, and what only one query has in front', () => {
  const pairs = [
    { guide: 'Protocol', hardened: 'Protocol' },
    { guide: 'LocalPort', hardened: 'Port' },
  ];
  const guide = [
    { row: 1, values: { Protocol: 'TCP', LocalPort: 22 } },
    { row: 2, values: { Protocol: 'udp', LocalPort: 53 } },
  ];
  const hardened = [
    { row: 1, values: { Protocol: 'tcp', Port: '22' } },
    { row: 2, values: { Protocol: 'tcp', Port: '22' } },
    { row: 3, values: { Protocol: 'tcp', Port: '8888' } },
  ];
  expect(sameRows(pairs, guide, hardened)).toEqual([
    { key: ['udp', '53'], guide: [2], hardened: [] },
    { key: ['tcp', '8888'], guide: [], hardened: [3] },
    { key: ['TCP', '22'], guide: [1], hardened: [1, 2] },
  ]);
});

it('takes lists in any order, and with either separator, for the same', () => {
  const rows = (text: string) => [{ row: 1, values: { Groups: text } }];
  const pairs = [{ guide: 'Groups', hardened: 'Groups', isList: true }];
  expect(sameRows(pairs, rows('pi,adm'), rows('adm;pi'))).toEqual([{ key: ['adm;pi'], guide: [1], hardened: [1] }]);
  expect(sameRows(pairs, rows('pi;adm'), rows('pi;sudo'))).toHaveLength(2);
});
