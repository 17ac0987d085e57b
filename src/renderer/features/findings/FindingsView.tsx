import { Button } from '@fluentui/react-components';
import { AddRegular, LightbulbRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { severities } from '../../../core/findings/findingTerms.ts';
import type { CaseView, Finding } from '../../../shared/contract/index.ts';
import { useFindings } from '../../api/reads.ts';
import { failureOf } from '../../api/workbenchApi.ts';
import type { CitedRow } from '../../ui/CitedRows.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { Section } from '../../ui/Section.tsx';
import { useFocusBack } from '../../ui/useFocusBack.ts';
import { FindingCard } from './FindingCard.tsx';
import { FindingEditor } from './FindingEditor.tsx';
import { blankFinding } from './findingDraft.ts';
import { type FindingDrafts, newFinding } from './useFindingDrafts.ts';

interface FindingsViewProps {
  readonly view: CaseView;
  readonly drafts: FindingDrafts;
  /** The finding to lead to, if one is asked for; a new object asks anew. */
  readonly wish: Wish;
  readonly onOpen: (cited: CitedRow) => void;
}

interface Wish {
  readonly findingId?: number;
}

/** What the examiner concludes, the worst first, and the finding being written. */
export function FindingsView({ view, drafts, wish, onOpen }: FindingsViewProps) {
  const findings = useFindings(view);
  /** What was saved or begun here since the wish takes its place. */
  const [since, setSince] = useState<Wish & { readonly wish: Wish }>();
  const sought = since?.wish === wish ? since : wish;
  const draft = view.readOnly ? undefined : drafts.drafts[newFinding];
  const write = useFocusBack(draft !== undefined);
  const rank = ({ severity }: Finding) => severities.indexOf(severity);
  const listed = findings.data?.toSorted((a, b) => rank(b) - rank(a) || a.findingId - b.findingId);

  return (
    <Section
      title="Findings"
      prose
      action={
        !view.readOnly &&
        !draft && (
          <Button
            ref={write}
            size="small"
            icon={<AddRegular />}
            onClick={() => {
              setSince({ wish });
              drafts.edit(newFinding, blankFinding);
            }}
          >
            Write a finding
          </Button>
        )
      }
    >
      {findings.error && <FailureBar failure={failureOf(findings.error)} />}
      {draft && (
        <FindingEditor
          view={view}
          label="New finding"
          draft={draft}
          saveLabel="Save the finding"
          onEdit={(value) => drafts.edit(newFinding, value)}
          onSave={async (value) => {
            const saved = await drafts.put(newFinding, value);
            if (saved) setSince({ wish, findingId: saved.findingId });
          }}
          onDiscard={() => drafts.discard(newFinding)}
          onOpen={onOpen}
        />
      )}
      {listed?.length === 0 && !draft && (
        <EmptyState icon={<LightbulbRegular />} title="No findings yet">
          A finding is what you conclude: how bad it is, how sure you are, the rows that show it, and what else could
          explain it. Earlier wordings are kept when you revise one.
        </EmptyState>
      )}
      {listed?.map((finding) => (
        <FindingCard
          key={finding.findingId}
          view={view}
          finding={finding}
          drafts={drafts}
          sought={sought.findingId === finding.findingId ? sought : undefined}
          onOpen={onOpen}
        />
      ))}
    </Section>
  );
}
