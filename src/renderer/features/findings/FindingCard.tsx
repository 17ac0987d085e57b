import { Button } from '@fluentui/react-components';
import { DeleteRegular, EditRegular } from '@fluentui/react-icons';
import { useEffect, useId, useRef, useState } from 'react';
import type { CaseView, Finding } from '../../../shared/contract/index.ts';
import cardStyles from '../../ui/Card.module.css';
import type { CitedRow } from '../../ui/CitedRows.tsx';
import { DeleteDialog } from '../../ui/DeleteDialog.tsx';
import { utc } from '../../ui/format.ts';
import { SeverityBadge } from '../../ui/SeverityBadge.tsx';
import { useFocusBack } from '../../ui/useFocusBack.ts';
import { FindingContent } from './FindingContent.tsx';
import { FindingEditor } from './FindingEditor.tsx';
import { FindingHistory } from './FindingHistory.tsx';
import styles from './Findings.module.css';
import { draftOf } from './findingDraft.ts';
import type { FindingDrafts } from './useFindingDrafts.ts';

interface FindingCardProps {
  readonly view: CaseView;
  readonly finding: Finding;
  readonly drafts: FindingDrafts;
  /** There where the examiner is led to it; a new object leads anew. */
  readonly sought: object | undefined;
  readonly onOpen: (cited: CitedRow) => void;
}

/** A finding of the case, read or being revised. */
export function FindingCard({ view, finding, drafts, sought, onOpen }: FindingCardProps) {
  const heading = useId();
  const card = useRef<HTMLElement>(null);
  const [deleting, setDeleting] = useState(false);
  const key = String(finding.findingId);
  const draft = view.readOnly ? undefined : drafts.drafts[key];
  const revise = useFocusBack(draft !== undefined);
  useEffect(() => {
    if (sought) card.current?.focus();
  }, [sought]);

  return (
    <article
      ref={card}
      tabIndex={-1}
      className={`${cardStyles.card} ${styles.card}`}
      data-sought={sought !== undefined}
      aria-labelledby={heading}
    >
      <div className={styles.cardHead}>
        <h3 id={heading} className={styles.title}>
          <span className={styles.number}>Finding {key}</span> {finding.title}
        </h3>
        <SeverityBadge severity={finding.severity} />
        {!view.readOnly && !draft && (
          <span className={cardStyles.buttons}>
            <Button
              ref={revise}
              size="small"
              appearance="subtle"
              icon={<EditRegular />}
              aria-label={`Revise finding ${key}`}
              onClick={() => drafts.edit(key, draftOf(finding))}
            >
              Revise
            </Button>
            <Button
              size="small"
              appearance="subtle"
              icon={<DeleteRegular />}
              aria-label={`Delete finding ${key}`}
              onClick={() => setDeleting(true)}
            >
              Delete
            </Button>
          </span>
        )}
      </div>
      {draft ? (
        <FindingEditor
          view={view}
          label={`Finding ${key}, revised`}
          draft={draft}
          saveLabel="Save the revision"
          onEdit={(value) => drafts.edit(key, value)}
          onSave={(value) => void drafts.put(key, value)}
          onDiscard={() => drafts.discard(key)}
          onOpen={onOpen}
        />
      ) : (
        <FindingContent finding={finding} onOpen={onOpen} />
      )}
      <p className="fine">
        {utc(finding.createdAt)}, {finding.actor || 'unnamed'}
      </p>
      <FindingHistory caseId={view.caseId} finding={finding} onOpen={onOpen} />
      {deleting && (
        <DeleteDialog
          what={`finding ${key}`}
          onDelete={(reason) => drafts.remove(finding.findingId, reason)}
          onClose={() => setDeleting(false)}
        />
      )}
    </article>
  );
}
