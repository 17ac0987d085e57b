import { applyOperators } from './apply.ts';
import { columnOperators } from './columns.ts';
import { evaluateOperators } from './evaluate.ts';
import { expandOperators } from './expand.ts';
import { findOperators } from './find.ts';
import { joinOperators } from './joins.ts';
import { miscOperators } from './misc.ts';
import type { OperatorEntry } from './operator.ts';
import { parseOperators } from './parse.ts';
import { parseKvOperators } from './parseKv.ts';
import { partitionOperators } from './partition.ts';
import { rowOperators } from './rows.ts';
import { scanOperators } from './scan.ts';
import { searchOperators } from './search.ts';
import { seriesOperators } from './series.ts';
import { sourceOperators } from './sources.ts';
import { summarizeOperators } from './summarize.ts';
import { topNestedOperators } from './topNested.ts';
import { unionOperators } from './union.ts';

/** Every tabular operator. A new one is one more entry in its family's file. */
export const operatorEntries: readonly OperatorEntry[] = [
  ...rowOperators,
  ...columnOperators,
  ...sourceOperators,
  ...summarizeOperators,
  ...joinOperators,
  ...topNestedOperators,
  ...unionOperators,
  ...expandOperators,
  ...applyOperators,
  ...parseOperators,
  ...parseKvOperators,
  ...evaluateOperators,
  ...partitionOperators,
  ...scanOperators,
  ...findOperators,
  ...searchOperators,
  ...seriesOperators,
  ...miscOperators,
];

const byKind = new Map(operatorEntries.map((entry) => [entry.kind, entry]));

/** The operator of a syntax kind. */
export const operatorNamed = (kind: string): OperatorEntry | undefined => byKind.get(kind);
