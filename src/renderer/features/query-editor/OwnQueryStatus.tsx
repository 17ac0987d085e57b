import { MessageBar, MessageBarBody } from '@fluentui/react-components';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { ProgressLine } from '../../ui/ProgressLine.tsx';
import type { OwnQuery } from './useOwnQuery.ts';

interface OwnQueryStatusProps {
  readonly query: OwnQuery;
  /** What a service that is asked has to be waited for, while it is. */
  readonly waiting: string | undefined;
}

/** How a query of the examiner's own goes, and how it ended where it brought nothing. */
export function OwnQueryStatus({ query, waiting }: OwnQueryStatusProps) {
  const { progress } = query;
  return (
    <>
      <FailureBar failure={query.failure} onDismiss={query.dismiss} />
      {query.refused && (
        <MessageBar intent="warning" layout="multiline" role="alert">
          <MessageBarBody>{query.refused}</MessageBarBody>
        </MessageBar>
      )}
      {query.cancelled && (
        <MessageBar intent="info" role="status">
          <MessageBarBody>The query was cancelled. Nothing of it is saved.</MessageBarBody>
        </MessageBar>
      )}
      {query.running && (
        <ProgressLine
          label={[progress?.text ?? 'Running the query', waiting].filter(Boolean).join('. ')}
          done={progress?.done}
          total={progress?.total}
          onCancel={query.cancel}
        />
      )}
    </>
  );
}
