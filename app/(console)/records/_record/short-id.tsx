import { CopyId } from '#app/_ui/copy-id.client.tsx';
import { VisibleText } from '#app/_ui/visible-text.tsx';

const longestWhole = 22;

/** A long id, short on the page and whole when copied. */
export function ShortId({ id, what }: { id: string; what: string }) {
  return (
    <CopyId id={id} what={what}>
      <VisibleText text={id.length > longestWhole ? `${id.slice(0, 8)}…${id.slice(-8)}` : id} />
    </CopyId>
  );
}
