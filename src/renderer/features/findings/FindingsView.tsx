import type { CaseView } from '../../../shared/contract/index.ts';

export function FindingsView({ view }: { readonly view: CaseView }) {
  return (
    <section aria-label="Findings">
      <h2>Findings</h2>
      <p>{view.title}</p>
    </section>
  );
}
