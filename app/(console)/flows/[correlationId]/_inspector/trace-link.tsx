import Link from 'next/link';
import { ShortId } from '#app/(console)/records/_record/short-id.tsx';

/** The id of a trace, to be copied for where traces are kept, and the flows that it touches. */
export function TraceLink({ id }: { id: string }) {
  return (
    <span className="flex flex-col items-start gap-2">
      <ShortId id={id} what="trace id" />
      <Link
        href={`/flows?q=${encodeURIComponent(id)}`}
        className="text-s text-accent hover:underline pointer-coarse:py-3"
      >
        flows of this trace
      </Link>
    </span>
  );
}
