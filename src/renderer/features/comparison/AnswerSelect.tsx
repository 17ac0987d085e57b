import { Field, Select } from '@fluentui/react-components';
import type { ExhibitSummary } from '../../../shared/contract/index.ts';
import { counted, utc } from '../../ui/format.ts';

/** Chooses one of several answers; `titled` where they are not all of one query. */
export function AnswerSelect(props: {
  readonly label: string;
  readonly answers: readonly ExhibitSummary[];
  readonly titled?: boolean;
  readonly value: number;
  readonly onChange: (exhibit: number) => void;
}) {
  return (
    <Field label={props.label} size="small">
      <Select size="small" value={String(props.value)} onChange={(_, { value }) => props.onChange(Number(value))}>
        {props.answers.map(({ number, title, startedAt, rowCount }) => (
          <option key={number} value={String(number)}>
            E{number}: {props.titled ? `${title}, ` : ''}
            {utc(startedAt)}, {counted(rowCount, 'row')}
          </option>
        ))}
      </Select>
    </Field>
  );
}
