import type { CaseId, Profile } from '../../../shared/contract/index.ts';
import { useProfileHistory } from '../../api/reads.ts';
import { utc } from '../../ui/format.ts';
import { Revisions } from '../../ui/History.tsx';
import styles from './Profiles.module.css';
import { profileLists } from './profileLists.ts';
import { changesBetween, type RevisionChange } from './revisionChanges.ts';

/** Every revision of a profile, the newest first, with what it changed. */
export function ProfileHistory({ caseId, profile }: { caseId: CaseId; profile: Profile }) {
  const history = useProfileHistory(caseId, profile.profileId, profile.revision);
  return (
    <Revisions history={history} className={styles.revisions} label={`Revisions of ${profile.name}`}>
      {({ revision, revisedAt, actor, name, deviceModel, content }) => {
        const before = history.data?.find((each) => each.revision === revision - 1);
        return (
          <>
            <p>
              <strong>Revision {revision}</strong>{' '}
              <span className="muted">
                {utc(revisedAt)}, {actor || 'unnamed'}: {name}
                {deviceModel && `, device model ${deviceModel}`}
              </span>
            </p>
            {before ? <Changes changes={changesBetween(before.content, content)} /> : <p>First written.</p>}
          </>
        );
      }}
    </Revisions>
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
        <p className="muted">{title}</p>
        <ul className={styles.changes}>
          {lines.slice(0, atOnce).map(({ sign, word, text }) => (
            <li key={`${sign} ${text}`}>
              <span aria-hidden="true">{sign}</span>
              <span className="visually-hidden">{word}: </span> {text}
            </li>
          ))}
          {lines.length > atOnce && <li className="muted">and {lines.length - atOnce} more</li>}
        </ul>
      </div>
    );
  });
}
