import type { CaseView } from '../../../shared/contract/index.ts';

export function BookmarksView({ view }: { readonly view: CaseView }) {
  return (
    <section aria-label="Bookmarks">
      <h2>Bookmarks</h2>
      <p>{view.title}</p>
    </section>
  );
}
