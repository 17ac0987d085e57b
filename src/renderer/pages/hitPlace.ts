import type { SearchHit } from '../../shared/contract/index.ts';
import type { CasePlace } from '../features/case-overview/CaseNavigation.tsx';
import type { CasePageEvent, ExhibitPlace } from './casePlace.ts';

interface Item {
  readonly id: string;
}

/** What of a case tells where its parts are shown. */
interface CasePlaces {
  readonly exhibits: readonly ExhibitPlace[];
  readonly playbook: {
    readonly groups: readonly { readonly steps: readonly (Item & { readonly questions: readonly Item[] })[] }[];
    readonly closing: { readonly tasks: readonly Item[] };
  };
}

/** What leads to the place of a hit: its row, its exhibit, its question, the list that it is in, else the overview. */
export function hitEvent({ exhibits, playbook }: CasePlaces, hit: SearchHit): CasePageEvent {
  if (hit.kind === 'row' || hit.kind === 'exhibit' || hit.kind === 'query') {
    const exhibit = exhibits.find(({ number }) => number === hit.exhibit);
    if (exhibit) return { type: 'cited', exhibit, row: hit.row ?? undefined };
  }
  return { type: 'go', place: placeOf(playbook, hit) };
}

function placeOf(playbook: CasePlaces['playbook'], { kind, id }: SearchHit): CasePlace {
  if (kind === 'finding') return { kind: 'findings', findingId: Number(id) };
  if (kind === 'bookmark') return { kind: 'bookmarks' };
  if (kind === 'attachment') return { kind: 'attachments' };
  if (kind === 'note') return { kind: 'notes' };
  if (kind === 'task')
    return { kind: playbook.closing.tasks.some((task) => task.id === id) ? 'closing' : 'preparation' };
  const step = playbook.groups
    .flatMap(({ steps }) => steps)
    .find(({ questions }) => kind === 'answer' && questions.some((question) => question.id === id));
  return step && id !== null ? { kind: 'step', stepId: step.id, questionId: id } : { kind: 'overview' };
}
