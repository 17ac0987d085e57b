import type { CaseView } from '../../../shared/contract/index.ts';

export function EntitiesView({ view }: { readonly view: CaseView }) {
  return (
    <section aria-label="Entities">
      <h2>Entities</h2>
      <p>{view.title}</p>
    </section>
  );
}
