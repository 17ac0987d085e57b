import { Button, Checkbox, Input, Skeleton, SkeletonItem } from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { hubText } from '../../../core/sources/hubText.ts';
import type { FoundWorkspace, FoundWorkspaces } from '../../../shared/contract/index.ts';
import { type Identity, useFoundWorkspaces } from '../../api/azureReads.ts';
import { failureOf } from '../../api/workbenchApi.ts';
import tableStyles from '../../ui/DataTable.module.css';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { count, counted } from '../../ui/format.ts';
import styles from './Workspaces.module.css';
import { filterWorkspaces } from './workspaceChoice.ts';

interface WorkspaceListProps {
  readonly identity: Identity;
  readonly picked: readonly FoundWorkspace[];
  readonly onPick: (picked: readonly FoundWorkspace[]) => void;
  readonly onSignIn: () => void;
}

/** The workspaces that an account sees, to pick from; a refusal is told in their place. */
export function WorkspaceList({ identity, picked, onPick, onSignIn }: WorkspaceListProps) {
  const found = useFoundWorkspaces(identity);
  if (found.isFetching) {
    return (
      <>
        <Skeleton aria-label="Looking for workspaces" className={tableStyles.skeleton ?? ''}>
          <SkeletonItem size={20} />
          <SkeletonItem size={20} />
          <SkeletonItem size={20} />
        </Skeleton>
        <p className={styles.hint} role="status">
          {found.waiting ?? 'Looking for the workspaces of this account'}
        </p>
      </>
    );
  }
  if (found.error) {
    const failure = failureOf(found.error);
    return (
      <FailureBar failure={failure}>
        <Button size="small" onClick={() => void found.refetch()}>
          Try again
        </Button>
        {failure.code === 'signInNeeded' && (
          <Button size="small" onClick={onSignIn}>
            Sign in…
          </Button>
        )}
      </FailureBar>
    );
  }
  return found.data ? (
    <>
      <WorkspaceTable workspaces={found.data.workspaces} picked={picked} onPick={onPick} />
      <Remarks found={found.data} />
    </>
  ) : null;
}

type WorkspaceTableProps = Pick<WorkspaceListProps, 'picked' | 'onPick'> & {
  readonly workspaces: readonly FoundWorkspace[];
};

function WorkspaceTable({ workspaces, picked, onPick }: WorkspaceTableProps) {
  const [wanted, setWanted] = useState('');
  const shown = filterWorkspaces(workspaces, wanted);
  const isPicked = ({ id }: FoundWorkspace) => picked.some((each) => each.id === id);
  const toggle = (workspace: FoundWorkspace, chosen: boolean) =>
    onPick(chosen ? [...picked, workspace] : picked.filter(({ id }) => id !== workspace.id));
  if (workspaces.length === 0) {
    return (
      <p className={styles.hint}>
        This account sees no workspace here. Give the id of one below, or ask for the role Reader.
      </p>
    );
  }
  return (
    <>
      <Input
        size="small"
        type="search"
        className={styles.search ?? ''}
        aria-label="Find a workspace by name, subscription, region or hub"
        placeholder="Name, subscription, region or hub"
        contentBefore={<SearchRegular />}
        value={wanted}
        onChange={(_, { value }) => setWanted(value)}
      />
      <div className={styles.list}>
        <table className={tableStyles.table} data-testid="workspaces">
          <thead>
            <tr>
              <th scope="col">Workspace</th>
              <th scope="col">IoT hubs</th>
              <th scope="col">Subscription</th>
              <th scope="col">Region</th>
              <th scope="col" className={tableStyles.number}>
                Retention
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((workspace) => (
              <tr key={workspace.id} data-picked={isPicked(workspace)}>
                <td>
                  <Checkbox
                    label={workspace.name}
                    title={workspace.customerId}
                    checked={isPicked(workspace)}
                    onChange={(_, { checked }) => toggle(workspace, checked === true)}
                  />
                </td>
                <td>
                  {workspace.hubs.length === 0 && <span className={tableStyles.path}>none known</span>}
                  {workspace.hubs.map((hub) => (
                    <div key={hub.id}>
                      {hub.name} <span className={tableStyles.path}>{hubText(hub)}</span>
                    </div>
                  ))}
                </td>
                <td>{workspace.subscription.name}</td>
                <td>{workspace.region}</td>
                <td className={tableStyles.number}>
                  {workspace.retentionDays === null ? '' : `${count(workspace.retentionDays)} d`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.hint} role="status">
        {counted(shown.length, 'workspace')}
        {shown.length < workspaces.length && ` of ${count(workspaces.length)}`}
        {picked.length > 0 && `, ${count(picked.length)} chosen`}
      </p>
    </>
  );
}

/** What the list may lack. */
function Remarks({ found: { problems, otherHubs, tenants } }: { readonly found: FoundWorkspaces }) {
  const remarks = [
    ...problems,
    ...otherHubs.map(({ name, reason }) => `The hub ${name}: ${reason}`),
    ...tenants
      .filter(({ subscriptionCount }) => subscriptionCount === 0)
      .map(({ name, domain, id }) => `Of the tenant ${name} nothing is seen here: sign in to ${domain ?? id} for it.`),
  ];
  if (remarks.length === 0) return null;
  return (
    <details className={styles.remarks} open={problems.length > 0}>
      <summary>{counted(remarks.length, 'remark')} on this list</summary>
      <ul>
        {remarks.map((remark) => (
          <li key={remark}>{remark}</li>
        ))}
      </ul>
    </details>
  );
}
