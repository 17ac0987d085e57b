import { Button, Checkbox } from '@fluentui/react-components';
import type { CaseView, Input } from '../../../shared/contract/index.ts';
import { counted } from '../../ui/format.ts';
import styles from './Exchange.module.css';

export type Part = NonNullable<Input<'exchange.export'>['part']>;

const kinds = [
  ['notes', 'Notes'],
  ['answers', 'Answers and tasks'],
  ['findings', 'Findings, bookmarks, profiles'],
  ['attachments', 'Attachments'],
  ['rawAnswers', 'Raw answers'],
] as const;

/** Everything there is, to take from. */
export const wholePart = ({ exhibits }: CaseView): Part => ({
  exhibits: exhibits.map(({ number }) => number),
  notes: true,
  answers: true,
  findings: true,
  attachments: true,
  rawAnswers: true,
});

interface PartFieldsProps {
  readonly view: CaseView;
  readonly part: Part;
  readonly onChange: (part: Part) => void;
}

/** Which exhibits and what else goes into a part. */
export function PartFields({ view, part, onChange }: PartFieldsProps) {
  const chosen = new Set(part.exhibits);
  const choose = (numbers: readonly number[]) => onChange({ ...part, exhibits: [...numbers] });
  const toggle = (number: number) =>
    choose(view.exhibits.map((each) => each.number).filter((each) => chosen.has(each) !== (each === number)));
  return (
    <fieldset className={styles.group}>
      <legend className="visually-hidden">The part</legend>
      <div>
        {counted(chosen.size, 'exhibit')} of {view.exhibits.length}
        <Button
          size="small"
          appearance="transparent"
          onClick={() => onChange({ ...part, exhibits: wholePart(view).exhibits })}
        >
          All
        </Button>
        <Button size="small" appearance="transparent" onClick={() => choose([])}>
          None
        </Button>
      </div>
      <div className={styles.exhibits}>
        {view.exhibits.map(({ number, title }) => (
          <Checkbox
            key={number}
            size="medium"
            label={`E${number} ${title}`}
            checked={chosen.has(number)}
            onChange={() => toggle(number)}
          />
        ))}
      </div>
      <div className={styles.kinds}>
        {kinds.map(([kind, label]) => (
          <Checkbox
            key={kind}
            label={label}
            checked={part[kind]}
            onChange={(_, { checked }) => onChange({ ...part, [kind]: checked === true })}
          />
        ))}
      </div>
      <div className={styles.hint}>
        The custody chain always goes with it whole. What rests on an exhibit that is left out is left out too, and
        named.
        {!part.rawAnswers && ' Without raw answers the part can be checked by hand, but not opened as a case.'}
      </div>
    </fieldset>
  );
}
