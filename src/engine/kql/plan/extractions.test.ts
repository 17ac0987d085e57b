import { describe, expect, it } from 'vitest';
import { sharedExtractions } from './extractions.ts';

const text = (path: string) => `TRY(json_extract_string(c5, '${path}'))`;
const definition = (id: string, sql: string) => ({ id, sql, uses: ['c5'] });

describe('extractions that definitions share', () => {
  it('become one list below them, each path once', () => {
    const { definitions, below } = sharedExtractions([
      definition('c6', `coalesce(${text('$."A"')}, ${text('$."B"[0]')})`),
      definition('c7', text('$."A"')),
    ]);
    expect(below).toEqual([`TRY(json_extract_string(c5, ['$."A"', '$."B"[0]'])) AS c5_texts`]);
    expect(definitions.map(({ sql }) => sql)).toEqual(['coalesce(c5_texts[1], c5_texts[2])', 'c5_texts[1]']);
  });

  it('stay where a column is read once, and where a path has a star', () => {
    const alone = [definition('c6', text('$."A"'))];
    expect(sharedExtractions(alone)).toEqual({ definitions: alone, below: [] });
    const star = [definition('c6', text('$."*"')), definition('c7', text('$."*"'))];
    expect(sharedExtractions(star)).toEqual({ definitions: star, below: [] });
  });

  it('are not seen in a quoted text that looks like one', () => {
    const quoted = [
      definition('c6', `'${text('$."A"').replaceAll("'", "''")}' || '${text('$."A"').replaceAll("'", "''")}'`),
    ];
    expect(sharedExtractions(quoted)).toEqual({ definitions: quoted, below: [] });
  });
});
