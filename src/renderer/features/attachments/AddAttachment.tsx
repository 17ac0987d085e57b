import type { CaseId } from '../../../shared/contract/index.ts';
import { useApi } from '../../api/ApiContext.tsx';
import { useChangeList } from '../../api/reads.ts';
import { failureIn } from '../../api/workbenchApi.ts';
import { fileName } from '../../ui/filePath.ts';
import { TextDialog } from '../../ui/TextDialog.tsx';
import styles from './Attachments.module.css';
import { limitText } from './limitText.ts';

interface AddAttachmentProps {
  readonly caseId: CaseId;
  /** The file that was chosen. */
  readonly path: string;
  readonly onClose: () => void;
}

/** Asks what a chosen file is, and copies it into the case. */
export function AddAttachment({ caseId, path, onClose }: AddAttachmentProps) {
  const api = useApi();
  const change = useChangeList('attachments.list', caseId);
  const add = (comment: string) =>
    failureIn(async () => {
      const added = await api.call('attachments.add', { caseId, path, comment });
      await change((before) => [...before, added]);
    });
  return (
    <TextDialog
      title={`Attach “${fileName(path)}”`}
      label="What it is, and where it comes from"
      action={['Attach', 'Attaching…']}
      onSubmit={add}
      onClose={onClose}
    >
      <p className={styles.path}>{path}</p>
      <p className="muted">{limitText}</p>
    </TextDialog>
  );
}
