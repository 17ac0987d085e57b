import type { CaseView, ExhibitSummary } from '../../shared/contract/index.ts';
import { cellText } from './cellText.ts';
import { dateTimeText } from './instants.ts';
import type { ReadRows } from './reportInput.ts';
import type { ReportModel } from './reportModel.ts';
import { counted, severityChip, variantText } from './words.ts';

const mostAlerts = 100;
const longestDescription = 600;
const columnNames = {
  time: ['StartTime', 'TimeGenerated', 'EventTime'],
  severity: ['AlertSeverity', 'Severity'],
  name: ['DisplayName', 'AlertName', 'AlertDisplayName'],
  description: ['Description'],
} as const;

/** The alerts of the newest exhibit of the playbook's first step on SecurityAlert, the hardened query's where there is one. */
export function alertsSection(
  playbook: CaseView['playbook'],
  newest: readonly ExhibitSummary[],
  readRows: ReadRows,
): ReportModel['alerts'] {
  const step = playbook.groups
    .flatMap((group) => group.steps)
    .find((candidate) => candidate.tables.includes('SecurityAlert'));
  const answered = newest.filter((exhibit) => exhibit.stepId === step?.id && exhibit.outcome === 'answered');
  const exhibit = answered.find((candidate) => candidate.variant === 'hardened') ?? answered[0];
  if (!exhibit) {
    return {
      lead: 'The related alerts have not been queried in this case, or the query failed.',
      exhibit: null,
      rows: [],
      leftOut: null,
    };
  }
  const columns = exhibit.columns.map((column) => column.name);
  const at = (names: readonly string[]) => columns.indexOf(names.find((name) => columns.includes(name)) ?? '');
  const places = {
    time: at(columnNames.time),
    severity: at(columnNames.severity),
    name: at(columnNames.name),
    description: at(columnNames.description),
  };
  const rows = exhibit.rowCount === 0 ? [] : readRows(exhibit.number, 0, mostAlerts).rows;
  const left = exhibit.rowCount - rows.length;
  return {
    lead:
      exhibit.rowCount === 0
        ? `No alert matched the ${variantText(exhibit.variant)} in the window.`
        : `${counted(exhibit.rowCount, 'alert')} matched the ${variantText(exhibit.variant)}.`,
    exhibit: exhibit.number,
    rows: rows.map(({ row, cells }) => {
      const text = (place: number) => String(cells[place] ?? '');
      return {
        row,
        time: dateTimeText(text(places.time)),
        severity: severityChip(text(places.severity) || 'not stated'),
        name: text(places.name) || 'not stated',
        description: cellText(cells[places.description] ?? null, 'string', longestDescription),
      };
    }),
    leftOut: left > 0 ? `${counted(left, 'more alert')} left out; the case file has all of them.` : null,
  };
}
