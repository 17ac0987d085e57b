import { byColumn, columns, type Expected, exactly } from '../answer.ts';
import { argMax, groupBy, least } from '../grouping.ts';
import { type Bindings, onHub } from '../subject.ts';
import type { Workspace } from '../workspace.ts';

export const recommendations = (workspace: Workspace, bindings: Bindings): Expected => ({
  columns: columns(
    'RecommendationName:string, RecommendationDisplayName:string, FirstDiscovered:datetime, TimeGenerated:datetime, RecommendationState:string, RecommendationSeverity:string, Description:string, RecommendationAdditionalData:dynamic, ResolvedTimeUTC:datetime',
  ),
  rows: groupBy(
    workspace.recommendations.filter(
      (row) => row.DeviceId === bindings.device && onHub(row.AssessedResourceId, bindings),
    ),
    (row) => [row.RecommendationName, row.RecommendationDisplayName],
  ).map(({ key, rows }) => {
    const first = least(rows.map(({ DiscoveredTimeUTC }) => DiscoveredTimeUTC));
    return argMax(rows, ({ TimeGenerated }) => TimeGenerated).map((row) => [
      ...key,
      first,
      row.TimeGenerated,
      row.RecommendationState,
      row.RecommendationSeverity,
      row.Description,
      row.RecommendationAdditionalData === null ? null : exactly(row.RecommendationAdditionalData),
      row.ResolvedTimeUTC,
    ]);
  }),
  order: [byColumn(4, 'asc'), byColumn(5, 'asc')],
});
