import { Badge, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { limitedTablesRules, limitedTablesText } from '../../../core/sources/tablePlans.ts';
import type { SourceDescription, WorkspaceRef } from '../../../shared/contract/index.ts';
import type { Failure } from '../../../shared/result.ts';
import { useWorkspaceSettings } from '../../api/azureReads.ts';
import { failureOf } from '../../api/workbenchApi.ts';
import { CopyableText, FactList } from '../../ui/FactList.tsx';
import { count } from '../../ui/format.ts';
import { rawEventWords, retentionText, rowFacts } from './preFlightFacts.ts';
import styles from './Source.module.css';
import { useIdentityFacts } from './useIdentityFacts.ts';

interface PreFlightProps {
  readonly source: WorkspaceRef;
  /** Undefined while it is asked, and where the workspace cannot be read. */
  readonly description: SourceDescription | undefined;
  readonly refusal: Failure | undefined;
}

/** What is known of a workspace before an investigation is begun on it: who asks, what may be read, from when to when. */
export function PreFlight({ source, description, refusal }: PreFlightProps) {
  const identity = useIdentityFacts(source);
  const settings = useWorkspaceSettings(source);
  const rawEvents = description?.workspace && rawEventWords[description.workspace.rawEvents];
  const pending = refusal ? 'not known' : 'being asked';
  return (
    <>
      <FactList
        testId="pre-flight"
        facts={[
          ...identity,
          ['Workspace', <CopyableText key="ids" text={source.workspaces.join(', ')} name="the workspace’s id" />],
          ['May read', description ? readText(description) : refusal ? refusedText(refusal) : pending],
          [
            'Raw events',
            rawEvents ? (
              <span key="raw">
                <Badge appearance="tint" color={rawEvents.word === 'On' ? 'success' : 'warning'}>
                  {rawEvents.word}
                </Badge>{' '}
                {rawEvents.text}
              </span>
            ) : (
              pending
            ),
          ],
          ...rowFacts(description, pending),
          ['Retention and daily cap', keptText(source, settings)],
        ]}
      />
      {settings.data?.some(({ isIngesting }) => isIngesting === false) && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>The workspace takes in no data at present</MessageBarTitle>
            Its daily cap is reached or its subscription is suspended: what devices send is not stored, so silence is no
            sign of calm.
          </MessageBarBody>
        </MessageBar>
      )}
      {settings.data?.map(({ customerId, name, tables }) => (
        <LimitedTables key={customerId} workspace={name} tables={limitedTablesText(tables)} />
      ))}
      {rawEvents?.turnOn && <TurnOnRawEvents />}
    </>
  );
}

const refusedText = ({ code }: Failure): string =>
  code === 'accessDenied' ? 'no: see above whom to ask' : 'not known: see above why';

function readText({ tables, workspace }: SourceDescription): string {
  const all = tables.length + (workspace?.missing.length ?? 0);
  return tables.length === 0
    ? 'yes, but none of the tables that IoT devices report to is there'
    : `yes: ${count(tables.length)} of the ${count(all)} tables that IoT devices report to`;
}

function keptText(source: WorkspaceRef, { data, error }: ReturnType<typeof useWorkspaceSettings>): string {
  if (error) return `not known: ${failureOf(error).message}`;
  if (!data) return 'being asked';
  const seen = new Set(data.map(({ customerId }) => customerId.toLowerCase()));
  return retentionText(
    data,
    source.workspaces.filter((id) => !seen.has(id.toLowerCase())),
  );
}

/** Says which tables are on a plan whose queries are limited, where any are. */
function LimitedTables({ workspace, tables }: { workspace: string; tables: string | undefined }) {
  if (tables === undefined) return null;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>
          {workspace} holds tables on a limited plan: {tables}
        </MessageBarTitle>
        {limitedTablesRules}
      </MessageBarBody>
    </MessageBar>
  );
}

/** The guide's way to the settings of a hub, in the words of the portal. */
function TurnOnRawEvents() {
  return (
    <MessageBar intent="info" layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>To have raw events stored</MessageBarTitle>
        <ol className={styles.steps}>
          <li>Open the IoT hub in the Azure portal.</li>
          <li>Under Security (Defender for IoT), choose Overview, then Settings, Data collection.</li>
          <li>Choose this Log Analytics workspace and turn on the storing of raw security events.</li>
          <li>Save. Only what devices send from then on is stored.</li>
        </ol>
        Alerts can be investigated without them.
      </MessageBarBody>
    </MessageBar>
  );
}
