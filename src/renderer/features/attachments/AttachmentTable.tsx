import { Button } from '@fluentui/react-components';
import { DeleteRegular, SaveRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { Attachment, CaseView, Output } from '../../../shared/contract/index.ts';
import { useApi } from '../../api/ApiContext.tsx';
import { useChangeList } from '../../api/reads.ts';
import { useAction } from '../../api/useAction.ts';
import { failureIn } from '../../api/workbenchApi.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import tableStyles from '../../ui/DataTable.module.css';
import { DeleteDialog } from '../../ui/DeleteDialog.tsx';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { count, shortHash, utc } from '../../ui/format.ts';
import styles from './Attachments.module.css';

interface AttachmentTableProps {
  readonly view: CaseView;
  readonly attachments: readonly Attachment[];
}

/** The attachments in force, with what can be done with each. */
export function AttachmentTable({ view, attachments }: AttachmentTableProps) {
  const api = useApi();
  const change = useChangeList('attachments.list', view.caseId);
  const choose = useAction('shell.chooseSavePath');
  const save = useAction('attachments.save');
  const [deleting, setDeleting] = useState<Attachment | undefined>();
  const [saved, setSaved] = useState<Output<'attachments.save'> | undefined>();
  const { caseId } = view;

  const saveCopy = async ({ number, name }: Attachment) => {
    setSaved(undefined);
    save.dismiss();
    const suggestedPath = view.path.replace(/[^\\/]*$/, name.replaceAll(/[\\/]/g, '_'));
    const chosen = await choose.run({ suggestedPath, kind: 'attachment' });
    if (chosen?.path) setSaved(await save.run({ caseId, number, path: chosen.path }));
  };
  const remove = (number: number, reason: string) =>
    failureIn(async () => {
      await api.call('attachments.delete', { caseId, number, reason });
      await change((before) => before.filter((each) => each.number !== number));
    });
  return (
    <>
      <FailureBar failure={choose.failure} onDismiss={choose.dismiss} />
      <FailureBar failure={save.failure} onDismiss={save.dismiss} />
      {saved && (
        <p role="status" className={`muted ${styles.path}`}>
          Saved to {saved.path}; its SHA-256 is the attachment’s.
        </p>
      )}
      <div className={styles.scroll}>
        <table className={tableStyles.table}>
          <thead>
            <tr>
              <th scope="col" className={tableStyles.number}>
                No.
              </th>
              <th scope="col">Name</th>
              <th scope="col">Comment</th>
              <th scope="col" className={tableStyles.number}>
                Bytes
              </th>
              <th scope="col">SHA-256</th>
              <th scope="col">Added</th>
              <th scope="col">
                <span className="visually-hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {attachments.map((attachment) => {
              const { number, name, mediaType, byteLength, sha256, comment, actor, at } = attachment;
              return (
                <tr key={number}>
                  <td className={tableStyles.number}>{number}</td>
                  <td className={styles.name}>
                    {name}
                    <span className={styles.type}>{mediaType}</span>
                  </td>
                  <td className={styles.comment}>{comment}</td>
                  <td className={tableStyles.number}>{count(byteLength)}</td>
                  <td className={tableStyles.nowrap}>
                    <code title={sha256}>{shortHash(sha256)}…</code>
                    <CopyButton text={sha256} label={`Copy the SHA-256 of ${name}`} />
                  </td>
                  <td>
                    {utc(at)}, {actor || 'unnamed'}
                  </td>
                  <td className={tableStyles.nowrap}>
                    <Button
                      size="small"
                      appearance="subtle"
                      icon={<SaveRegular />}
                      aria-label={`Save a copy of ${name}`}
                      title="Save a copy…"
                      disabledFocusable={save.running}
                      onClick={() => void saveCopy(attachment)}
                    />
                    {!view.readOnly && (
                      <Button
                        size="small"
                        appearance="subtle"
                        icon={<DeleteRegular />}
                        aria-label={`Delete ${name}`}
                        title="Delete…"
                        onClick={() => setDeleting(attachment)}
                      />
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {deleting && (
        <DeleteDialog
          what={`attachment ${deleting.number}, “${deleting.name}”`}
          onDelete={(reason) => remove(deleting.number, reason)}
          onClose={() => setDeleting(undefined)}
        />
      )}
    </>
  );
}
