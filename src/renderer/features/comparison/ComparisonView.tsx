import type { CaseView } from '../../../shared/contract/index.ts';

export function ComparisonView({ view }: { readonly view: CaseView }) {
  return (
    <section aria-label="Compare">
      <h2>Compare</h2>
      <p>{view.title}</p>
    </section>
  );
}
