import { MessageBar, MessageBarBody, MessageBarTitle, Select } from '@fluentui/react-components';
import { Fragment, useState } from 'react';
import type { CaseView, Profile } from '../../../shared/contract/index.ts';
import { useProfileCheck } from '../../api/reads.ts';
import { failureOf } from '../../api/workbenchApi.ts';
import type { CitedRow } from '../../ui/CitedRows.tsx';
import tableStyles from '../../ui/DataTable.module.css';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { count, counted } from '../../ui/format.ts';
import { ProfileMark } from '../../ui/grid/ProfileMark.tsx';
import { ProgressLine } from '../../ui/ProgressLine.tsx';
import { NotComplete, StepToggle } from '../../ui/StepRow.tsx';
import { CheckedRows, type CheckedStep } from './CheckedRows.tsx';
import styles from './Profiles.module.css';

const marks = ['new', 'unexpected', 'expected', 'notCovered'] as const;

interface ProfileCheckProps {
  readonly view: CaseView;
  readonly profiles: readonly Profile[];
  readonly onOpen: (cited: CitedRow) => void;
}

/** What a profile says of the newest answer of every step. */
export function ProfileCheck({ view, profiles, onOpen }: ProfileCheckProps) {
  const [chosen, setChosen] = useState<number | undefined>();
  const profile = profiles.find(({ profileId }) => profileId === chosen) ?? profiles.at(-1);
  if (!profile) return null;
  return (
    <section aria-labelledby="profile-check" className={styles.stack}>
      <div className={styles.checkHead}>
        <h3 id="profile-check">The newest answers, checked</h3>
        {profiles.length > 1 && (
          <Select
            size="small"
            aria-label="Check by"
            value={String(profile.profileId)}
            onChange={(_, { value }) => setChosen(Number(value))}
          >
            {profiles.toReversed().map(({ profileId, name }) => (
              <option key={profileId} value={String(profileId)}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </div>
      <CheckedSteps key={profile.profileId} view={view} profile={profile} onOpen={onOpen} />
    </section>
  );
}

function CheckedSteps({ view, profile, onOpen }: Omit<ProfileCheckProps, 'profiles'> & { profile: Profile }) {
  const { data, error } = useProfileCheck(view, profile);
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  if (error) return <FailureBar failure={failureOf(error)} />;
  if (!data) return <ProgressLine label="Judging the rows of every step" />;
  const titles = new Map(view.playbook.groups.flatMap(({ steps }) => steps.map(({ id, title }) => [id, title])));
  const toggle = (stepId: string) =>
    setOpen(
      (before) => new Set(before.has(stepId) ? [...before].filter((one) => one !== stepId) : [...before, stepId]),
    );
  const sumOf = (mark: 'new' | 'unexpected') => data.steps.reduce((sum, { counts }) => sum + counts[mark], 0);
  const standsOut = sumOf('new') + sumOf('unexpected');
  const doubtful = data.steps.filter(({ shortcomings }) => shortcomings.length > 0);
  return (
    <>
      <p role="status" className={styles.outcome}>
        {data.steps.length === 0
          ? 'No step has an answer to judge yet: run the steps first.'
          : standsOut === 0
            ? 'Every row that is covered is expected.'
            : `${counted(standsOut, 'row stands', 'rows stand')} out: ${count(sumOf('new'))} new, ${count(sumOf('unexpected'))} unexpected.`}
      </p>
      {doubtful.length > 0 && (
        <MessageBar intent="warning" layout="multiline" className={styles.message ?? ''}>
          <MessageBarBody>
            <MessageBarTitle>{counted(doubtful.length, 'answer may', 'answers may')} lack rows.</MessageBarTitle>
            Rows that are not there are not judged; the steps are marked below and say why.
          </MessageBarBody>
        </MessageBar>
      )}
      {data.unanswered.length > 0 && (
        <MessageBar intent="info" layout="multiline" className={styles.message ?? ''}>
          <MessageBarBody>
            <MessageBarTitle>Not judged, because the hardened query has no answer:</MessageBarTitle>{' '}
            {data.unanswered.map((stepId) => titles.get(stepId) ?? stepId).join(', ')}.
          </MessageBarBody>
        </MessageBar>
      )}
      {data.steps.length > 0 && (
        <table className={tableStyles.table} data-testid="profile-check">
          <thead>
            <tr>
              <th scope="col">Step</th>
              {marks.map((mark) => (
                <th key={mark} scope="col" className={tableStyles.number}>
                  <ProfileMark mark={mark} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.steps.map((step) => (
              <Fragment key={step.stepId}>
                <StepRow step={step} isOpen={open.has(step.stepId)} onToggle={() => toggle(step.stepId)} />
                {open.has(step.stepId) && (
                  <tr className={styles.detailRow}>
                    <td colSpan={marks.length + 1}>
                      <CheckedRows step={step} onOpen={onOpen} />
                    </td>
                  </tr>
                )}
              </Fragment>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function StepRow({ step, isOpen, onToggle }: { step: CheckedStep; isOpen: boolean; onToggle: () => void }) {
  const { title, exhibit, counts, shortcomings } = step;
  const standsOut = counts.new + counts.unexpected > 0;
  return (
    <tr>
      <td>
        <StepToggle title={title} isOpen={isOpen} onToggle={onToggle} />
        <span className="muted"> E{exhibit}</span>
        {shortcomings.length > 0 && <NotComplete />}
      </td>
      {marks.map((mark) => (
        <td key={mark} className={tableStyles.number}>
          <span
            className={
              counts[mark] === 0
                ? 'muted'
                : standsOut && (mark === 'new' || mark === 'unexpected')
                  ? styles.standsOut
                  : undefined
            }
          >
            {count(counts[mark])}
          </span>
        </td>
      ))}
    </tr>
  );
}
