import type { CaseView } from '../../../shared/contract/index.ts';

export function AttachmentsView({ view }: { readonly view: CaseView }) {
  return (
    <section aria-label="Attachments">
      <h2>Attachments</h2>
      <p>{view.title}</p>
    </section>
  );
}
