import { ScrollRegion } from '#app/_ui/scroll-region.tsx';
import { formatOffset } from '../../../records/_record/format-offset.ts';

type Move = {
  topic: string;
  partition: number;
  from: string | null;
  to: string | null;
  /** What else is to be known of it: a note of the preview, or what went wrong. */
  note: string | null;
  cells: readonly { label: string; value: string }[];
};

/** More rows than that are in the audit, and nobody reads them here. */
const most = 100;

/** Each partition from where to where, with what that means beside it. */
export function MovesTable({ label, moves }: { label: string; moves: readonly Move[] }) {
  return (
    <>
      <ScrollRegion label={label} className="max-h-[300px] overflow-y-auto rounded-m border border-line">
        <ul>
          {moves.slice(0, most).map(({ topic, partition, from, to, note, cells }) => (
            <li
              key={`${topic}/${partition}`}
              className="flex min-h-row flex-wrap items-center gap-x-4 border-line px-2.5 py-1 not-first:border-t"
            >
              <span className="min-w-0 flex-1 basis-40 [overflow-wrap:anywhere]">
                {topic} · <span className="tabular-nums">{partition}</span>
              </span>
              <span className="mono whitespace-nowrap">
                {offsetText(from)} → {offsetText(to)}
              </span>
              {cells.map(({ label: what, value }) => (
                <span key={what} className="min-w-28 text-s whitespace-nowrap text-ink-2 tabular-nums">
                  {what} {value}
                </span>
              ))}
              {note === null ? null : (
                <span className="basis-full text-s [overflow-wrap:anywhere] text-late">{note}</span>
              )}
            </li>
          ))}
        </ul>
      </ScrollRegion>
      {moves.length > most ? <p className="text-s text-ink-3">and {moves.length - most} more</p> : null}
    </>
  );
}

function offsetText(offset: string | null): string {
  return offset === null ? 'nothing' : formatOffset(offset);
}
