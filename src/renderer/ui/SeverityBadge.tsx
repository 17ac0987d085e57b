import { Badge, type BadgeProps } from '@fluentui/react-components';
import type { Severity } from '../../core/findings/findingTerms.ts';

const looks: Record<Severity, { readonly name: string } & Pick<BadgeProps, 'color' | 'appearance'>> = {
  critical: { name: 'Critical', color: 'danger', appearance: 'filled' },
  high: { name: 'High', color: 'danger', appearance: 'tint' },
  medium: { name: 'Medium', color: 'warning', appearance: 'tint' },
  low: { name: 'Low', color: 'informative', appearance: 'tint' },
  informational: { name: 'Informational', color: 'subtle', appearance: 'tint' },
};

export const severityName = (severity: Severity): string => looks[severity].name;

/** How bad a finding is, in a word and a colour. */
export function SeverityBadge({ severity }: { severity: Severity }) {
  const { name, ...look } = looks[severity];
  return <Badge {...look}>{name}</Badge>;
}
