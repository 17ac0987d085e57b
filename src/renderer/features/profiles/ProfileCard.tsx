import { Badge, Button } from '@fluentui/react-components';
import { DeleteRegular, EditRegular, HistoryRegular, SaveRegular } from '@fluentui/react-icons';
import { useId, useState } from 'react';
import type { CaseView, Profile } from '../../../shared/contract/index.ts';
import type { Failure } from '../../../shared/result.ts';
import { useApi } from '../../api/ApiContext.tsx';
import { failureIn } from '../../api/workbenchApi.ts';
import cardStyles from '../../ui/Card.module.css';
import { DeleteDialog } from '../../ui/DeleteDialog.tsx';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { counted, utc } from '../../ui/format.ts';
import { useFocusBack } from '../../ui/useFocusBack.ts';
import { ProfileEditor } from './ProfileEditor.tsx';
import { ProfileHistory } from './ProfileHistory.tsx';
import styles from './Profiles.module.css';
import { formOf } from './profileForm.ts';
import { profileLists } from './profileLists.ts';
import type { ProfileDrafts } from './useProfileDrafts.ts';

interface ProfileCardProps {
  readonly view: CaseView;
  readonly profile: Profile;
  /** Whether it is the one by which the steps' rows are marked. */
  readonly inForce: boolean;
  readonly drafts: ProfileDrafts;
}

/** A profile of the case, read or being revised. */
export function ProfileCard({ view, profile, inForce, drafts }: ProfileCardProps) {
  const api = useApi();
  const heading = useId();
  const [deleting, setDeleting] = useState(false);
  const [showsHistory, setShowsHistory] = useState(false);
  const [failure, setFailure] = useState<Failure | undefined>();
  const [written, setWritten] = useState<string | undefined>();
  const { profileId, name, deviceModel, revision, content } = profile;
  const { caseId } = view;
  const key = String(profileId);
  const draft = view.readOnly ? undefined : drafts.drafts[key];
  const editButton = useFocusBack(draft !== undefined);

  const act = async (work: () => Promise<void>) => {
    setFailure(undefined);
    setWritten(undefined);
    setFailure(await failureIn(work));
  };
  const shared = async () => ({
    name,
    deviceModel,
    content: await api.call('profiles.content', { caseId, profileId }),
  });
  const edit = () => act(async () => drafts.edit(key, { form: formOf(await shared()), lessons: undefined }));
  const saveToFile = () =>
    act(async () => {
      const suggestedPath = view.path.replace(/[^\\/]*$/, `${name.replaceAll(/[^\p{L}\p{N} ._-]/gu, '_')}.json`);
      const { path } = await api.call('shell.chooseSavePath', { suggestedPath, kind: 'profile' });
      if (path === null) return;
      setWritten((await api.call('profiles.writeFile', { path, ...(await shared()) })).path);
    });

  if (draft) {
    return (
      <ProfileEditor
        label={`Expected state ${profileId}, revised`}
        draft={draft}
        saveLabel="Save the revision"
        onEdit={(form) => drafts.edit(key, { ...draft.value, form })}
        onSave={() => void drafts.put(key, draft.value)}
        onDiscard={() => drafts.discard(key)}
      />
    );
  }
  return (
    <article className={cardStyles.card} aria-labelledby={heading}>
      <div className={styles.cardHead}>
        <h3 id={heading}>{name}</h3>
        {inForce && (
          <Badge appearance="tint" color="brand" title="The profile that was added last judges the rows of the steps">
            Marks the rows
          </Badge>
        )}
        <span className={styles.buttons}>
          {!view.readOnly && (
            <Button
              ref={editButton}
              size="small"
              appearance="subtle"
              icon={<EditRegular />}
              aria-label={`Edit ${name}`}
              onClick={() => void edit()}
            >
              Edit
            </Button>
          )}
          <Button
            size="small"
            appearance="subtle"
            icon={<SaveRegular />}
            aria-label={`Save to a file…: ${name}`}
            onClick={() => void saveToFile()}
          >
            Save to a file…
          </Button>
          <Button
            size="small"
            appearance="subtle"
            icon={<HistoryRegular />}
            aria-label={`History of ${name}`}
            aria-expanded={showsHistory}
            onClick={() => setShowsHistory(!showsHistory)}
          >
            History
          </Button>
          {!view.readOnly && (
            <Button
              size="small"
              appearance="subtle"
              icon={<DeleteRegular />}
              aria-label={`Delete ${name}`}
              onClick={() => setDeleting(true)}
            >
              Delete
            </Button>
          )}
        </span>
      </div>
      <p className="muted">
        {deviceModel && `Device model ${deviceModel}. `}Revision {revision}, {utc(profile.revisedAt)},{' '}
        {profile.actor || 'unnamed'}.
      </p>
      <ul className={styles.lists} aria-label="What it expects">
        {profileLists.map(({ kind, one, several }) => {
          const list = content[kind];
          return (
            <li key={kind} data-covered={Array.isArray(list)}>
              {Array.isArray(list) ? counted(list.length, one, several) : `${several} not covered`}
            </li>
          );
        })}
      </ul>
      <FailureBar failure={failure} onDismiss={() => setFailure(undefined)} />
      {written && (
        <p role="status" className="muted">
          Written to {written}.
        </p>
      )}
      {showsHistory && <ProfileHistory caseId={caseId} profile={profile} />}
      {deleting && (
        <DeleteDialog
          what={`the expected state “${name}”`}
          onDelete={(reason) => drafts.remove(profileId, reason)}
          onClose={() => setDeleting(false)}
        />
      )}
    </article>
  );
}
