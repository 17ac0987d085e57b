import { expect, it } from 'vitest';
import { KqlError } from '../../kql/errors.ts';
import { failureOfKql } from './kqlFailure.ts';

const place = { line: 2, column: 7, start: 20, length: 3 };
const messageOf = (message: string) =>
  failureOfKql(new KqlError('unsupported', 'service', message, { place }), 'x', [], [], '/logs').message;

it('tells the place of an error once, also where the message quotes what stands there', () => {
  expect(messageOf('externaldata is refused (line 2, column 7: externaldata(a:string))').match(/line 2/g)).toHaveLength(
    1,
  );
  expect(messageOf('cluster is refused (line 2, column 7)').match(/line 2/g)).toHaveLength(1);
  expect(messageOf('No such operator')).toContain('(line 2, column 7)');
  expect(messageOf('The other one (line 1, column 7) is meant')).toContain('(line 2, column 7)');
});
