import type { CaseView } from '../../../shared/contract/index.ts';

export function ProfileView({ view }: { readonly view: CaseView }) {
  return (
    <section aria-label="Expected state">
      <h2>Expected state</h2>
      <p>{view.title}</p>
    </section>
  );
}
