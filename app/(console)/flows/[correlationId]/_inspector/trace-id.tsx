import { CopyId } from '#app/_ui/copy-id.client.tsx';

/** A trace id, short on the page and whole when copied. */
export function TraceId({ id }: { id: string }) {
  return (
    <CopyId id={id} what="trace id">
      {id.length > 20 ? `${id.slice(0, 8)}…${id.slice(-7)}` : id}
    </CopyId>
  );
}
