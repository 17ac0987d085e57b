import type { CaseView, ExhibitSummary, PlaybookStep } from '../../../shared/contract/index.ts';

type Parameter = NonNullable<PlaybookStep['guide']>['parameters'][number];
type Default = Parameter['defaults'][number];

/** A parameter as the step shows it. */
export interface ParameterField {
  readonly name: string;
  readonly label: string;
  readonly type: Parameter['type'];
  /** The value that the query takes when the examiner gives none; undefined where it is found out on running. */
  readonly value: string | undefined;
  readonly origin: string;
  /** The subject and the window are the case's: they are shown, not changed. */
  readonly editable: boolean;
}

const ofCase = (given: Default | undefined): boolean => given?.from === 'subject' || given?.from === 'window';

function origin(given: Default | undefined): string {
  switch (given?.from) {
    case undefined:
      return 'Needs a value.';
    case 'subject':
      return 'The subject of the case.';
    case 'window':
      return 'The window of the case.';
    case 'alert':
      return `Found on running: the device’s ${given.which} alert.`;
    case 'step':
      return `Found on running: ${given.column} of step “${given.step}”.`;
    case 'literal':
      return 'The playbook’s value.';
  }
}

function known(given: Default | undefined, view: Pick<CaseView, 'subject' | 'window'>): string | undefined {
  if (given?.from === 'subject') return view.subject[given.field];
  if (given?.from === 'window') return view.window[given.field];
  return given?.from === 'literal' ? given.value : undefined;
}

/** A query's parameters with the values they take, as far as they are known before it runs. */
export function parameterFields(
  parameters: readonly Parameter[],
  view: Pick<CaseView, 'subject' | 'window'>,
  newest: ExhibitSummary | undefined,
): ParameterField[] {
  return parameters.map(({ name, label, type, defaults: [given] }) => {
    const last = newest?.parameters[name];
    const value = known(given, view);
    return {
      name,
      label,
      type,
      value,
      origin: value === undefined && last !== undefined ? `${origin(given)} Last: ${last}` : origin(given),
      editable: !ofCase(given),
    };
  });
}

/** The values to send: those that the examiner typed and that differ from what the query takes anyway. */
export function typedValues(
  fields: readonly ParameterField[],
  typed: Readonly<Record<string, string>>,
): Record<string, string> {
  const values = fields.flatMap(({ name, value, editable }): [string, string][] => {
    const text = typed[name]?.trim();
    return editable && text && text !== value ? [[name, text]] : [];
  });
  return Object.fromEntries(values);
}
