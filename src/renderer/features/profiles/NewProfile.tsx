import { Button } from '@fluentui/react-components';
import { AddRegular, DocumentAddRegular, FolderOpenRegular, LearningAppRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { CaseId, CaseView, Output } from '../../../shared/contract/index.ts';
import type { Failure } from '../../../shared/result.ts';
import { useApi } from '../../api/ApiContext.tsx';
import { withLentCase } from '../../api/lentCase.ts';
import { failureIn } from '../../api/workbenchApi.ts';
import { CaseFileChooser } from '../../ui/CaseFileChooser.tsx';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { ProgressLine } from '../../ui/ProgressLine.tsx';
import styles from './Profiles.module.css';
import { emptyForm, formOf } from './profileForm.ts';
import { newProfile, type ProfileDraft, type ProfileDrafts } from './useProfileDrafts.ts';

/** The ways to a new profile: learned from a case, taken from a file, or written from nothing. None saves anything yet. */
export function NewProfile({ view, drafts }: { view: CaseView; drafts: ProfileDrafts }) {
  const api = useApi();
  const [choosing, setChoosing] = useState(false);
  const [busy, setBusy] = useState<string | undefined>();
  const [failure, setFailure] = useState<Failure | undefined>();

  const begin = async (doing: string, make: () => Promise<ProfileDraft | undefined>) => {
    setBusy(doing);
    setFailure(undefined);
    const failed = await failureIn(async () => {
      const draft = await make();
      if (draft) drafts.edit(newProfile, draft);
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

  return (
    <div className={styles.stack}>
      <FailureBar failure={failure} onDismiss={() => setFailure(undefined)} />
      <div className={styles.ways}>
        <Button
          size="small"
          appearance="primary"
          icon={<LearningAppRegular />}
          aria-expanded={choosing}
          disabledFocusable={busy !== undefined}
          onClick={() => setChoosing(!choosing)}
        >
          Learn from another case…
        </Button>
        <Button
          size="small"
          icon={<LearningAppRegular />}
          disabledFocusable={busy !== undefined}
          onClick={() => void begin('Learning from this case', () => learn(view.caseId, view.title))}
        >
          Learn from this case
        </Button>
        <Button
          size="small"
          icon={<FolderOpenRegular />}
          disabledFocusable={busy !== undefined}
          onClick={() => void takeFile()}
        >
          Take from a file…
        </Button>
        <Button
          size="small"
          icon={<DocumentAddRegular />}
          disabledFocusable={busy !== undefined}
          onClick={() => drafts.edit(newProfile, { form: emptyForm, lessons: undefined })}
        >
          Start with none
        </Button>
      </div>
      {choosing && (
        <section className={styles.chooser} aria-labelledby="learn-from">
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
