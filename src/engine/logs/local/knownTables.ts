import type { KqlType } from '../../../core/kqlText/kqlTypes.ts';

const list = (text: string, type: KqlType): [string, KqlType][] => text.split(' ').map((name) => [name, type]);

/** Columns that any Log Analytics table may have. */
const standard: readonly (readonly [string, KqlType])[] = [
  ...list(
    'TenantId SourceSystem MG ManagementGroupName Computer RawData Type _ResourceId _SubscriptionId _ItemId',
    'string',
  ),
  ...list('_IsBillable', 'string'),
  ...list('_BilledSize', 'real'),
  ...list('TimeGenerated _TimeReceived', 'datetime'),
];

const rawEvent = [
  ...list('AgentVersion AssociatedResourceId AzureSubscriptionId DeviceId', 'string'),
  ...list('IoTRawEventId RawEventCategory RawEventName RawEventType', 'string'),
  ...list('IsEmpty', 'bool'),
  ...list('TimeStamp', 'datetime'),
];

/** Column lists of the Azure Monitor table reference for the tables that IoT devices report to. */
const tables: Readonly<Record<string, readonly (readonly [string, KqlType])[]>> = {
  SecurityIoTRawEvent: [...rawEvent, ['EventDetails', 'string']],
  DefenderIoTRawEvent: [...rawEvent, ['EventDetails', 'dynamic']],
  SecurityAlert: [
    ...list(
      'AlertLink AlertName AlertSeverity AlertType CompromisedEntity ConfidenceLevel Description DisplayName',
      'string',
    ),
    ...list('Entities ExtendedLinks ExtendedProperties ProductComponentName ProductName ProviderName', 'string'),
    ...list(
      'RemediationSteps ResourceId SourceComputerId Status SubTechniques SystemAlertId Tactics Techniques',
      'string',
    ),
    ...list('VendorName VendorOriginalId WorkspaceResourceGroup WorkspaceSubscriptionId', 'string'),
    ...list('StartTime EndTime ProcessingEndTime', 'datetime'),
    ['IsIncident', 'bool'],
    ['ConfidenceScore', 'real'],
  ],
  SecurityRecommendation: [
    ...list('AssessedResourceId Description DeviceId Environment PolicyDefinitionId ProviderName', 'string'),
    ...list('RecommendationDisplayName RecommendationId RecommendationName RecommendationSeverity', 'string'),
    ...list('RecommendationState ResourceRegion', 'string'),
    ...list('DiscoveredTimeUTC FirstEvaluationDate ResolvedTimeUTC StatusChangeDate', 'datetime'),
    ...list('Properties RecommendationAdditionalData', 'dynamic'),
    ['IsSnapshot', 'bool'],
  ],
};

/** How the Data Collector API ends the names of a custom table's columns. A guid is stored as text. */
const customSuffixes: readonly (readonly [string, KqlType])[] = [
  ['_s', 'string'],
  ['_g', 'string'],
  ['_d', 'real'],
  ['_b', 'bool'],
  ['_t', 'datetime'],
];

const schemas = new Map(
  Object.entries(tables).map(([name, columns]) => [name, new Map<string, KqlType>([...standard, ...columns])]),
);
const standardColumns = new Map<string, KqlType>(standard);

/** The schema's spelling of a table's name, whatever its case in `name`. */
export const knownTableName = (name: string): string | undefined =>
  Object.keys(tables).find((known) => known.toLowerCase() === name.toLowerCase());

/** A known table's columns with their types, in the schema's order; undefined for a table without a schema. */
export const knownColumns = (table: string): ReadonlyMap<string, KqlType> | undefined => schemas.get(table);

/**
 * The type that a column must have, or undefined where its values decide. A custom column's suffix is only a proposal: its
 * values must agree, which is why it is not known here.
 */
export const knownColumnType = (table: string, column: string): KqlType | undefined =>
  (schemas.get(table) ?? standardColumns).get(column);

/** The type that the suffix of a custom table's column promises. */
export const suffixType = (table: string, column: string): KqlType | undefined =>
  table.endsWith('_CL') ? customSuffixes.find(([suffix]) => column.endsWith(suffix))?.[1] : undefined;
