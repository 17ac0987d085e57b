import { sameRows } from '../../core/companions/sameRows.ts';
import { exhibitsInForce } from '../../core/verdicts/evidence.ts';
import type { Output } from '../../shared/contract/index.ts';
import type { CaseFile } from '../casefile/caseFile.ts';
import { readRows } from './exhibitRows.ts';

/** The newest answers of a step's two queries, row by row beside each other; null where there are not both, or no pairing. */
export function besideEachOther(caseFile: CaseFile, stepId: string): Output<'exhibits.besideEachOther'> {
  const step = caseFile.playbook.groups.flatMap(({ steps }) => steps).find(({ id }) => id === stepId);
  const inForce = exhibitsInForce(stepId, caseFile.view().exhibits).filter(({ outcome }) => outcome === 'answered');
  const guide = inForce.find(({ variant }) => variant === 'guide');
  const hardened = inForce.find(({ variant }) => variant === 'hardened');
  if (!step?.sameRows || !guide || !hardened) return null;
  const pairs = sameRows(step.sameRows, readRows(caseFile, guide), readRows(caseFile, hardened));
  return {
    guide: guide.number,
    hardened: hardened.number,
    key: step.sameRows.map((pair) => pair.hardened),
    rows: pairs.map(({ key, guide: left, hardened: right }) => ({
      key: [...key],
      guide: [...left],
      hardened: [...right],
    })),
  };
}
