import { Button } from '@fluentui/react-components';
import { EditRegular } from '@fluentui/react-icons';
import type { ComponentProps } from 'react';
import type { ExhibitSummary } from '../../../shared/contract/index.ts';
import { Disclosures } from '../../ui/Disclosures.tsx';
import { OwnExhibit } from './OwnExhibit.tsx';
import { ProvenanceFacts } from './Provenance.tsx';
import { QueryText } from './QueryText.tsx';
import styles from './Steps.module.css';

interface OwnQueryViewProps extends ComponentProps<typeof OwnExhibit> {
  /** Takes the query into the editor. */
  readonly onEdit: () => void;
}

const purposes: Record<NonNullable<ExhibitSummary['role']>['role'] | 'own', string> = {
  own: 'The examiner’s own query.',
  raw: 'Every raw event of the device in the window, kept so that summaries can be taken apart without the source.',
  companion: 'Rows that a step’s query leaves out, or how many there are.',
  recomputed: 'A step’s query asked again of the raw events kept; its answer differs.',
};

/** An exhibit that is no step's own: the examiner's query, or what a run keeps beside its steps. */
export function OwnQueryView({ onEdit, ...shown }: OwnQueryViewProps) {
  const { exhibit } = shown;
  return (
    <div className={styles.step}>
      <div className={styles.head}>
        <h2>{exhibit.title}</h2>
        <div className={styles.queries}>
          <p>{purposes[exhibit.role?.role ?? 'own']}</p>
          <Button size="small" icon={<EditRegular />} onClick={onEdit}>
            Edit as a new query
          </Button>
        </div>
      </div>
      <Disclosures
        items={[
          { name: 'Query', content: <QueryText kql={exhibit.kql} /> },
          { name: 'Provenance', content: <ProvenanceFacts exhibit={exhibit} /> },
        ]}
      />
      <OwnExhibit {...shown} />
    </div>
  );
}
