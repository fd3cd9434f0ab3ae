'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from '#app/_ui/button.tsx';
import { faceOfItems } from '#app/_ui/face-of-items.tsx';
import { formatNoun } from '#app/_ui/format-count.ts';
import { Panel } from '#app/_ui/panel.tsx';
import { RelativeTime } from '#app/_ui/relative-time.client.tsx';
import type { AuditList } from '#schemas/api/audit.ts';
import type { ProblemDetails } from '#schemas/api/common.ts';
import { EntryRow } from './entry-row.client.tsx';
import { auditReading } from './queries.ts';

type AuditViewProps = { first: AuditList | null; problem: ProblemDetails | null };

const nothingDone = {
  kind: 'empty' as const,
  title: 'Nothing was done with this console so far.',
  children: <p className="text-ink-2">Resets of offsets, saved mappings and pins will stand here.</p>,
};

/** Who did what, the newest first, with what it was before and after, and why. */
export function AuditView({ first, problem }: AuditViewProps) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    auditReading(first ?? undefined),
  );
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const newest = data?.pages[0] ?? null;
  const list = newest && { items };
  return (
    <>
      <header className="flex flex-col gap-1.5">
        <h1 className="text-xl font-[620] tracking-[-0.018em]">Audit</h1>
        <p className="max-w-[78ch] text-l leading-normal">
          {newest && newest.total > 0
            ? `${formatNoun(newest.total, 'thing')} done with this console. Each was noted before it was done; nothing here is ever deleted.`
            : 'What is done with this console is noted here before it is done, with who, why, before and after.'}
        </p>
      </header>
      <Panel
        title="Entries"
        age={
          newest ? (
            <>
              newest first, read <RelativeTime at={newest.asOf} past />
            </>
          ) : null
        }
        actions={newest ? <Button onClick={() => void refetch()}>Read again</Button> : null}
        face={faceOfItems({ list, error, problem, empty: nothingDone, onRetry: () => void refetch() })}
      >
        <ul aria-label="Entries" className="flex flex-col">
          {items.map((entry) => (
            <EntryRow key={entry.id} entry={entry} />
          ))}
        </ul>
        {hasNextPage ? (
          <div className="border-t border-line px-3.5 py-2">
            <Button onClick={() => void fetchNextPage()} disabled={isFetchingNextPage}>
              {isFetchingNextPage ? 'Reading…' : 'Older ones'}
            </Button>
          </div>
        ) : null}
      </Panel>
    </>
  );
}
