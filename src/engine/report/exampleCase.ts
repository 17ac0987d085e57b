import { createHash } from 'node:crypto';
import { type ChainedEvent, chainEvent } from '../../core/custody/chain.ts';
import type { Cell, Column } from '../../core/kqlText/kqlTypes.ts';
import type { CaseView, ExhibitSummary, Playbook } from '../../shared/contract/index.ts';
import type { ReportInput } from './reportInput.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** An exhibit as a test states it; what it leaves out is usual. */
export interface ExampleExhibit {
  readonly stepId: string | null;
  readonly variant: ExhibitSummary['variant'];
  readonly role?: ExhibitSummary['role'];
  readonly title?: string;
  readonly kql?: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  readonly verdicts?: ExhibitSummary['verdicts'];
  readonly failure?: { readonly code: string; readonly message: string };
}

export interface ExampleCase {
  readonly playbook: Playbook;
  readonly title?: string;
  readonly examiner?: string;
  readonly deviceId?: string;
  readonly exhibits?: readonly ExampleExhibit[];
  readonly answers?: readonly (Pick<CaseView['answers'][number], 'questionId' | 'value' | 'reason' | 'citations'> &
    Partial<Pick<CaseView['answers'][number], 'limitation'>>)[];
  readonly notes?: readonly string[];
  readonly tasks?: CaseView['tasks'];
  readonly findings?: ReportInput['findings'];
  readonly bookmarks?: ReportInput['bookmarks'];
  readonly attachments?: ReportInput['attachments'];
  readonly deletions?: ReportInput['deletions'];
  readonly expectedState?: ReportInput['expectedState'];
  readonly observations?: ReportInput['observations'];
  readonly clock?: ReportInput['clock'];
  /** The two answers of the step that pairs rows. */
  readonly beside?: ReturnType<ReportInput['besideEachOther']>;
  readonly paper?: ReportInput['paper'];
  readonly standard?: ReportInput['standard'];
}

/** A playbook of one step with one question. */
export const examplePlaybook: Playbook = {
  id: 'p',
  version: '1',
  title: 'P',
  attribution: '',
  introduction: '',
  preparation: { title: '', tasks: [] },
  groups: [
    {
      id: 'g',
      title: 'G',
      steps: [
        {
          id: 'users',
          title: 'Users',
          purpose: '',
          tables: [],
          cautions: [],
          attack: [],
          questions: [{ id: 'users-1', guideNumber: 1, text: 'Which users?' }],
        },
      ],
    },
  ],
  closing: { title: '', tasks: [] },
};

const window = { from: '2019-04-11T00:00:00Z', to: '2019-04-19T00:00:00Z' };
const at = (minute: number): string => new Date(Date.UTC(2026, 10, 24, 6, minute, 12)).toISOString();

/** A case in memory, as the case file would show it, with the rows of its exhibits. */
export function exampleInput(example: ExampleCase): ReportInput {
  const exhibits = (example.exhibits ?? []).map((exhibit, index) => summaryOf(exhibit, index + 1));
  const custody = custodyOf(exhibits, example.examiner ?? 'A. Examiner');
  return {
    view: {
      caseId: '5b1f8f0e-3c5a-4a57-9d0a-6f1f2f9f7a11' as CaseView['caseId'],
      path: '/cases/pump-1.casefile',
      readOnly: false,
      readOnlyReason: null,
      formatVersion: 1,
      title: example.title ?? 'pump-1 on contoso-plant',
      examiner: example.examiner ?? 'A. Examiner',
      createdAt: at(0),
      subject: { deviceId: example.deviceId ?? 'pump-1', hubName: 'contoso-plant' },
      source: { kind: 'local', folder: '/evidence/workspace-copy' },
      window,
      playbook: example.playbook,
      exhibits,
      answers: (example.answers ?? []).map((answer) => ({
        limitation: null,
        ...answer,
        answeredAt: at(40),
        actor: 'A. Examiner',
        revision: 1,
      })),
      tasks: [...(example.tasks ?? [])],
      notes: (example.notes ?? []).map((text, index) => ({
        noteId: index + 1,
        text,
        revision: 1,
        createdAt: at(42),
        revisedAt: at(42),
        actor: 'A. Examiner',
      })),
      custody: { count: custody.length, head: custody.at(-1)?.hash ?? '' },
    },
    custody,
    readRows: (number, offset, limit) => {
      const rows = example.exhibits?.[number - 1]?.rows ?? [];
      const page = rows
        .slice(offset, offset + limit)
        .map((cells, index) => ({ row: offset + index + 1, cells: [...cells] }));
      return { total: rows.length, rows: page };
    },
    findings: example.findings ?? [],
    bookmarks: example.bookmarks ?? [],
    attachments: example.attachments ?? [],
    deletions: example.deletions ?? [],
    expectedState: example.expectedState ?? { kind: 'none' },
    observations: example.observations ?? [],
    clock: example.clock ?? null,
    besideEachOther: () => example.beside ?? null,
    playbookSha256: sha256(JSON.stringify(example.playbook)),
    generatedAt: '2026-11-24T06:50:00Z',
    productVersion: '0.1.0',
    paper: example.paper ?? 'a4',
    standard: example.standard ?? 'ua-1',
  };
}

function summaryOf(exhibit: ExampleExhibit, number: number): ExhibitSummary {
  const kql = exhibit.kql ?? 'SecurityIoTRawEvent\n| where DeviceId == "pump-1"';
  const body = JSON.stringify(exhibit.rows);
  return {
    number,
    stepId: exhibit.stepId,
    variant: exhibit.variant,
    title: exhibit.title ?? 'Open ports',
    role: exhibit.role ?? null,
    outcome: exhibit.failure ? 'failed' : 'answered',
    error: exhibit.failure ?? null,
    verdicts: exhibit.verdicts ?? [{ kind: 'complete', text: 'All rows are here.' }],
    columns: [...exhibit.columns],
    rowCount: exhibit.rows.length,
    sha256: sha256(body),
    byteLength: body.length,
    kql,
    kqlSha256: sha256(kql),
    parameters: exhibit.variant === 'adhoc' ? {} : { device: 'pump-1', hub: 'contoso-plant' },
    window,
    sourceLabel: 'workspace-copy',
    startedAt: at(number).replace('Z', '1234Z'),
    finishedAt: at(number).replace('000Z', '0481234Z'),
    versions: { 'Kusto.Language': '12.4.1', DuckDB: '1.5.5' },
  };
}

function custodyOf(exhibits: readonly ExhibitSummary[], actor: string): ChainedEvent[] {
  const facts = [
    { action: 'create', detail: JSON.stringify({ title: 'pump-1 on contoso-plant', formatVersion: 1 }) },
    ...exhibits.map((exhibit) => ({
      action: 'run',
      detail: JSON.stringify({ exhibit: exhibit.number, kqlSha256: exhibit.kqlSha256, sha256: exhibit.sha256 }),
    })),
  ];
  const chain: ChainedEvent[] = [];
  for (const [index, fact] of facts.entries()) {
    chain.push(chainEvent(chain.at(-1), { at: at(index), actor, ...fact }, sha256));
  }
  return chain;
}
