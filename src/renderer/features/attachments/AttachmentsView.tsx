import { Button } from '@fluentui/react-components';
import { AttachRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { CaseView } from '../../../shared/contract/index.ts';
import { useAttachments } from '../../api/reads.ts';
import { useAction } from '../../api/useAction.ts';
import { failureOf } from '../../api/workbenchApi.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { Section } from '../../ui/Section.tsx';
import { AddAttachment } from './AddAttachment.tsx';
import { AttachmentTable } from './AttachmentTable.tsx';
import { limitText } from './limitText.ts';

/** The files that are kept in the case, byte for byte. */
export function AttachmentsView({ view }: { readonly view: CaseView }) {
  const attachments = useAttachments(view);
  const choose = useAction('shell.chooseFile');
  const [path, setPath] = useState<string | undefined>();
  const pick = async () => {
    const chosen = await choose.run({ kind: 'attachment' });
    if (chosen?.path) setPath(chosen.path);
  };
  return (
    <Section
      title="Attachments"
      action={
        !view.readOnly && (
          <Button size="small" icon={<AttachRegular />} disabledFocusable={choose.running} onClick={() => void pick()}>
            Attach a file…
          </Button>
        )
      }
      lead={`Files that belong to the investigation, such as a screenshot, a mail or a packet capture. Each is copied into the case file byte for byte, with its SHA-256; the original stays where it is. ${limitText}`}
    >
      <FailureBar failure={choose.failure} onDismiss={choose.dismiss} />
      {attachments.error && <FailureBar failure={failureOf(attachments.error)} />}
      {attachments.data?.length === 0 && (
        <EmptyState icon={<AttachRegular />} title="No attachments yet">
          Attach what the queries cannot show. It travels with the case, and “Verify” checks it with everything else.
        </EmptyState>
      )}
      {attachments.data && attachments.data.length > 0 && (
        <AttachmentTable view={view} attachments={attachments.data} />
      )}
      {path !== undefined && <AddAttachment caseId={view.caseId} path={path} onClose={() => setPath(undefined)} />}
    </Section>
  );
}
