import { Button, Menu, MenuDivider, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { AddRegular, LightbulbRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import type { CaseView } from '../../../shared/contract/index.ts';
import type { Failure } from '../../../shared/result.ts';
import { useFindings } from '../../api/reads.ts';
import { withRows } from '../../ui/citing.ts';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { counted } from '../../ui/format.ts';
import type { RowSelection } from '../../ui/rowSelection.ts';
import styles from './Findings.module.css';
import { blankFinding, type FindingDraft } from './findingDraft.ts';
import { type FindingDrafts, newFinding } from './useFindingDrafts.ts';

interface CiteInFindingProps {
  readonly view: CaseView;
  readonly drafts: FindingDrafts;
  readonly selection: RowSelection | undefined;
  /** Leads to the finding that is being written. */
  readonly onWrite: () => void;
  /** Told what was done, to be said beside the rows. */
  readonly onDone: (text: string) => void;
}

/** Cites the rows selected in a finding: a new one, or one that the case holds. */
export function CiteInFinding({ view, drafts, selection, onWrite, onDone }: CiteInFindingProps) {
  const findings = useFindings(view);
  const [failure, setFailure] = useState<Failure | undefined>();
  if (!selection || selection.rows.length === 0) {
    return (
      <Button size="small" icon={<LightbulbRegular />} disabledFocusable>
        Cite in a finding
      </Button>
    );
  }
  const { exhibit, rows } = selection;
  const inDraft = (key: string, draft: FindingDraft) =>
    drafts.edit(key, { ...draft, citations: withRows(draft.citations, exhibit, rows) });
  const writing = drafts.drafts[newFinding];
  const citeInNew = () => {
    inDraft(newFinding, writing?.value ?? blankFinding);
    onWrite();
  };
  const citeIn = async (findingId: number) => {
    setFailure(undefined);
    const draft = drafts.drafts[String(findingId)];
    if (draft) {
      inDraft(String(findingId), draft.value);
      onDone(`Cited in finding ${findingId} as it is being revised. The revision is not saved yet.`);
      return;
    }
    const failed = await drafts.cite(
      findingId,
      rows.map((row) => ({ exhibit, row })),
    );
    setFailure(failed);
    if (!failed) onDone(`${counted(rows.length, 'row')} cited in finding ${findingId}.`);
  };
  return (
    <>
      <Menu inline positioning={{ strategy: 'fixed', position: 'below', align: 'end' }}>
        <MenuTrigger disableButtonEnhancement>
          <Button size="small" icon={<LightbulbRegular />}>
            Cite in a finding
          </Button>
        </MenuTrigger>
        <MenuPopover className={styles.menu ?? ''}>
          <MenuList>
            <MenuItem icon={<AddRegular />} onClick={citeInNew}>
              {writing ? 'The new finding being written' : 'A new finding'}
            </MenuItem>
            {findings.data && findings.data.length > 0 && <MenuDivider />}
            {findings.data?.map(({ findingId, title }) => (
              <MenuItem key={findingId} onClick={() => void citeIn(findingId)}>
                Finding {findingId}: {title}
              </MenuItem>
            ))}
          </MenuList>
        </MenuPopover>
      </Menu>
      <FailureBar failure={failure} onDismiss={() => setFailure(undefined)} />
    </>
  );
}
