import { expect, it } from 'vitest';
import { cheapFirst } from './filterOrder.ts';

const costly = "regexp_matches(c1, 'a+')";

it('asks a cheap condition before a regular expression', () => {
  const later = `((coalesce(TRY(json_extract_string(c1, '$."A"')), '') = 'x') OR (c2 IN ('a', 'b')))`;
  expect(cheapFirst(costly, later)).toBe(`CASE WHEN ${later} THEN ${costly} ELSE false END`);
});

it('leaves the order where the later condition is costly too, or may fail, or the earlier is cheap', () => {
  expect(cheapFirst(costly, costly)).toBeUndefined();
  expect(cheapFirst(costly, "(CASE WHEN c2 THEN error('no') END)")).toBeUndefined();
  expect(cheapFirst(costly, "some_function(c1) = 'x'")).toBeUndefined();
  expect(cheapFirst("contains(c1, 'x')", "c2 = 'y'")).toBeUndefined();
});
