import { Button, Field, Input, Select, Textarea } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons';
import { confidences, severities } from '../../../core/findings/findingTerms.ts';
import type { CaseView } from '../../../shared/contract/index.ts';
import cardStyles from '../../ui/Card.module.css';
import { type CitedRow, CitedRows } from '../../ui/CitedRows.tsx';
import { withoutRow } from '../../ui/citing.ts';
import type { Draft } from '../../ui/draftStore.ts';
import { FailureBar } from '../../ui/FailureBar.tsx';
import { severityName } from '../../ui/SeverityBadge.tsx';
import styles from './Findings.module.css';
import { confidenceNames, type FindingDraft, techniquesIn, techniquesOfCited } from './findingDraft.ts';

interface FindingEditorProps {
  readonly view: CaseView;
  readonly label: string;
  readonly draft: Draft<FindingDraft>;
  readonly saveLabel: string;
  readonly onEdit: (draft: FindingDraft) => void;
  readonly onSave: (draft: FindingDraft) => void;
  readonly onDiscard: () => void;
  readonly onOpen: (cited: CitedRow) => void;
}

/** Writes a finding; Ctrl+Enter saves. */
export function FindingEditor(props: FindingEditorProps) {
  const { view, label, draft, saveLabel, onEdit, onSave, onDiscard, onOpen } = props;
  const { value, saving } = draft;
  const { wrong } = techniquesIn(value.techniques);
  const lacks =
    value.title.trim() === '' ? 'Give it a title first' : wrong.length > 0 ? 'Mend the techniques first' : '';
  const suggested = techniquesOfCited(view, value);
  const edit = (change: Partial<FindingDraft>) => {
    // What is typed while a finding is being saved would be a second one.
    if (!saving) onEdit({ ...value, ...change });
  };
  const save = () => {
    if (!lacks && !saving) onSave(value);
  };

  return (
    <section
      className={`${cardStyles.card} ${styles.editor}`}
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
      }}
    >
      {/* The examiner asked for the editor: the caret belongs in it. */}
      <Field label="Title" size="small" required>
        <Input
          size="small"
          autoFocus
          maxLength={300}
          placeholder="What you conclude, in one line"
          value={value.title}
          onChange={(_, { value: title }) => edit({ title })}
        />
      </Field>
      <div className={styles.choices}>
        <Choice
          label="Severity"
          names={severities.map((each) => [each, severityName(each)])}
          value={value.severity}
          onChoose={(severity) => edit({ severity })}
        />
        <Choice
          label="Confidence"
          names={confidences.map((each) => [each, confidenceNames[each]])}
          value={value.confidence}
          onChoose={(confidence) => edit({ confidence })}
        />
        <Field
          label="ATT&CK techniques"
          size="small"
          className={styles.techniques ?? ''}
          validationMessage={wrong.length > 0 ? `Not a technique: ${wrong.join(', ')}` : null}
        >
          <Input
            size="small"
            placeholder="T1110.003, T1098"
            value={value.techniques}
            onChange={(_, { value: techniques }) => edit({ techniques })}
          />
        </Field>
      </div>
      {suggested.length > 0 && (
        <div className={styles.suggested}>
          <span className="fine">Of the steps cited:</span>
          {suggested.map((id) => (
            <Button
              key={id}
              size="small"
              icon={<AddRegular />}
              aria-label={`Add technique ${id}`}
              onClick={() =>
                edit({ techniques: [...techniquesIn(value.techniques).techniques, ...wrong, id].join(', ') })
              }
            >
              {id}
            </Button>
          ))}
        </div>
      )}
      <Field label="Reason" size="small" hint="Markdown: # heading, - list, **strong**, `code`.">
        <Textarea
          size="small"
          resize="vertical"
          rows={6}
          maxLength={100_000}
          value={value.reason}
          onChange={(_, { value: reason }) => edit({ reason })}
        />
      </Field>
      <Field label="Alternatives considered" size="small" hint="What else could explain it, and why you set it aside.">
        <Textarea
          size="small"
          resize="vertical"
          rows={3}
          maxLength={100_000}
          value={value.alternatives}
          onChange={(_, { value: alternatives }) => edit({ alternatives })}
        />
      </Field>
      {value.citations.length > 0 ? (
        <CitedRows
          rows={value.citations}
          onOpen={onOpen}
          onRemove={(cited) => edit({ citations: withoutRow(value.citations, cited) })}
        />
      ) : (
        <p className="fine">
          No rows cited yet. Select rows of an exhibit and choose “Cite in a finding”: what is written here stays.
        </p>
      )}
      <FailureBar failure={draft.failure} />
      <div className={cardStyles.buttons}>
        <Button
          size="small"
          appearance="primary"
          title={lacks || 'Ctrl+Enter'}
          disabledFocusable={lacks !== '' || saving}
          onClick={save}
        >
          {saving ? 'Saving…' : saveLabel}
        </Button>
        <Button size="small" appearance="subtle" disabledFocusable={saving} onClick={onDiscard}>
          Discard
        </Button>
      </div>
    </section>
  );
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly names: readonly (readonly [value: T, name: string])[];
  readonly value: T;
  readonly onChoose: (value: T) => void;
}

function Choice<T extends string>({ label, names, value, onChoose }: ChoiceProps<T>) {
  return (
    <Field label={label} size="small">
      <Select
        size="small"
        value={value}
        onChange={(_, { value: text }) => {
          const chosen = names.find(([each]) => each === text);
          if (chosen) onChoose(chosen[0]);
        }}
      >
        {names.map(([each, name]) => (
          <option key={each} value={each}>
            {name}
          </option>
        ))}
      </Select>
    </Field>
  );
}
