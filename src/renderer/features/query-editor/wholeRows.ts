import { rawRowQuery } from '../../../core/fetchAll/rawRowQuery.ts';
import { longestChecked } from '../../ui/kql/kqlLanguage.ts';

/** Whether every row of a query can be fetched beyond what a service gives in one answer, and what there is to say of it. */
export interface WholeRows {
  readonly possible: boolean;
  readonly text: string;
}

const limit = '500,000 rows or 64 MB';

/** Says of the text of a query whether all its rows can be fetched in slices of time; of a long one only once it is asked. */
export function wholeRows(kql: string): WholeRows {
  if (kql.trim() === '') return { possible: false, text: `One answer of the service holds at most ${limit}.` };
  const read = kql.length > longestChecked ? undefined : rawRowQuery(kql);
  if (read && !read.ok) {
    return {
      possible: false,
      text: `All rows cannot be fetched in slices of time: ${read.reason}. One answer holds at most ${limit}.`,
    };
  }
  return {
    possible: true,
    text: `All rows can be fetched beyond the ${limit} of one answer: they are counted, fetched in slices of time, and compared with the count.`,
  };
}
