import type { CaseId, Profile } from '../../../shared/contract/index.ts';
import { useProfileHistory } from '../../api/reads.ts';
import { failureOf } from '../../api/workbenchApi.ts';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { utc } from '../../ui/format.ts';
import styles from './Profiles.module.css';
import { profileLists } from './profileLists.ts';
import { changesBetween, type RevisionChange } from './revisionChanges.ts';

/** Every revision of a profile, the newest first, with what it changed. */
export function ProfileHistory({ caseId, profile }: { caseId: CaseId; profile: Profile }) {
  const { data, error } = useProfileHistory(caseId, profile.profileId, profile.revision);
  if (error) return <FailureBar failure={failureOf(error)} />;
  return (
    <ol className={styles.revisions} aria-label={`Revisions of ${profile.name}`}>
      {data?.toReversed().map((each) => {
        const before = data.find(({ revision }) => revision === each.revision - 1);
        return (
          <li key={each.revision}>
            <p>
              <strong>Revision {each.revision}</strong>{' '}
              <span className={styles.muted}>
                {utc(each.revisedAt)}, {each.actor || 'unnamed'}: {each.name}
                {each.deviceModel && `, device model ${each.deviceModel}`}
              </span>
            </p>
            {before ? <Changes changes={changesBetween(before.content, each.content)} /> : <p>First written.</p>}
          </li>
        );
      })}
    </ol>
  );
}

const atOnce = 20;

function Changes({ changes }: { changes: readonly RevisionChange[] }) {
  if (changes.length === 0) return <p>No entry came or went.</p>;
  return changes.map(({ list, added, removed }) => {
    const title = profileLists.find(({ kind }) => kind === list)?.title ?? list;
    const lines = [
      ...added.map((text) => ({ sign: '+', word: 'added', text })),
      ...removed.map((text) => ({ sign: '−', word: 'removed', text })),
    ];
    return (
      <div key={list}>
        <p className={styles.muted}>{title}</p>
        <ul className={styles.changes}>
          {lines.slice(0, atOnce).map(({ sign, word, text }) => (
            <li key={`${sign} ${text}`}>
              <span aria-hidden="true">{sign}</span>
              <span className="visually-hidden">{word}: </span> {text}
            </li>
          ))}
          {lines.length > atOnce && <li className={styles.muted}>and {lines.length - atOnce} more</li>}
        </ul>
      </div>
    );
  });
}
