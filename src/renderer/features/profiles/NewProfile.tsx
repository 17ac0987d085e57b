import { Button } from '@fluentui/react-components';
import { AddRegular, DocumentAddRegular, FolderOpenRegular, LearningAppRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { CaseId, CaseView, Output } from '../../../shared/contract/index.ts';
import type { Failure } from '../../../shared/result.ts';
import { useApi } from '../../api/ApiContext.tsx';
import { withLentCase } from '../../api/lentCase.ts';
import { failureIn } from '../../api/workbenchApi.ts';
import cardStyles from '../../ui/Card.module.css';
import { CaseFileChooser } from '../../ui/CaseFileChooser.tsx';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { ProgressLine } from '../../ui/ProgressLine.tsx';
import { useFocusBack } from '../../ui/useFocusBack.ts';
import { ProfileEditor } from './ProfileEditor.tsx';
import styles from './Profiles.module.css';
import { emptyForm, formOf } from './profileForm.ts';
import { newProfile, type ProfileDraft, type ProfileDrafts } from './useProfileDrafts.ts';

/** A new profile: the ways to it, learned from a case, taken from a file, or written from nothing; then what is written. */
export function NewProfile({ view, drafts }: { view: CaseView; drafts: ProfileDrafts }) {
  const api = useApi();
  const [choosing, setChoosing] = useState(false);
  const [busy, setBusy] = useState<string | undefined>();
  const [failure, setFailure] = useState<Failure | undefined>();
  const [taken, setTaken] = useState('other case');
  const draft = drafts.drafts[newProfile];
  const wayTaken = useFocusBack(draft !== undefined);

  const begin = async (doing: string, make: () => Promise<ProfileDraft | undefined>) => {
    setBusy(doing);
    setFailure(undefined);
    const failed = await failureIn(async () => {
      const made = await make();
      if (!made) return;
      drafts.edit(newProfile, made);
      setChoosing(false);
    });
    setFailure(failed);
    setBusy(undefined);
  };
  const learn = async (caseId: CaseId, from: string) =>
    learnedDraft(view, from, await api.call('profiles.learn', { caseId }));
  const learnFromOther = (path: string) =>
    begin('Learning from the other case', () => withLentCase(api, path, ({ caseId, title }) => learn(caseId, title)));
  const takeFile = () =>
    begin('Reading the file', async () => {
      const { path } = await api.call('shell.chooseFile', { kind: 'profile' });
      return path === null
        ? undefined
        : { form: formOf(await api.call('profiles.readFile', { path })), lessons: undefined };
    });
  const ways = [
    {
      way: 'other case',
      icon: <LearningAppRegular />,
      label: 'Learn from another case…',
      start: () => setChoosing(!choosing),
      look: { appearance: 'primary', 'aria-expanded': choosing } as const,
    },
    {
      way: 'this case',
      icon: <LearningAppRegular />,
      label: 'Learn from this case',
      start: () => void begin('Learning from this case', () => learn(view.caseId, view.title)),
    },
    { way: 'file', icon: <FolderOpenRegular />, label: 'Take from a file…', start: () => void takeFile() },
    {
      way: 'none',
      icon: <DocumentAddRegular />,
      label: 'Start with none',
      start: () => drafts.edit(newProfile, { form: emptyForm, lessons: undefined }),
    },
  ];

  if (draft) {
    return (
      <ProfileEditor
        label="New expected state"
        draft={draft}
        saveLabel="Save in the case"
        onEdit={(form) => drafts.edit(newProfile, { ...draft.value, form })}
        onSave={() => void drafts.put(newProfile, draft.value)}
        onDiscard={() => drafts.discard(newProfile)}
      />
    );
  }
  return (
    <div className={styles.stack}>
      <FailureBar failure={failure} onDismiss={() => setFailure(undefined)} />
      <div className={styles.ways}>
        {ways.map(({ way, icon, label, start, look }) => (
          <Button
            key={way}
            ref={way === taken ? wayTaken : null}
            size="small"
            icon={icon}
            disabledFocusable={busy !== undefined}
            onClick={() => {
              setTaken(way);
              start();
            }}
            {...look}
          >
            {label}
          </Button>
        ))}
      </div>
      {choosing && (
        <section className={cardStyles.card} aria-labelledby="learn-from">
          <h3 id="learn-from">
            <AddRegular aria-hidden="true" /> A case that is known to be good
          </h3>
          <p className={styles.lead}>
            It is opened only to be read, and closed again. All that its newest answers show is taken as expected, so
            choose one whose window ends before the incident, or one of a clean device of the same model.
          </p>
          <CaseFileChooser
            except={view.path}
            busy={busy !== undefined}
            onChoose={(path) => void learnFromOther(path)}
          />
        </section>
      )}
      {busy && <ProgressLine label={busy} />}
    </div>
  );
}

/** What was learned, ready to be read and edited before it is saved. */
function learnedDraft(view: CaseView, from: string, learned: Output<'profiles.learn'>): ProfileDraft {
  const titles = new Map(view.playbook.groups.flatMap(({ steps }) => steps.map(({ id, title }) => [id, title])));
  const titleOf = (stepId: string) => titles.get(stepId) ?? stepId;
  return {
    form: formOf({ name: `Learned from ${from}`.slice(0, 200), deviceModel: '', content: learned.content }),
    lessons: {
      from,
      unanswered: learned.unanswered.map(titleOf),
      shortcomings: learned.shortcomings.map(({ stepId, text }) => `${titleOf(stepId)}: ${text}`),
    },
  };
}
