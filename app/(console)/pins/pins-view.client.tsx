'use client';

import { useQuery } from '@tanstack/react-query';
import { faceOfItems } from '#app/_ui/face-of-items.tsx';
import { formatNoun } from '#app/_ui/format-count.ts';
import { Panel } from '#app/_ui/panel.tsx';
import { RelativeTime } from '#app/_ui/relative-time.client.tsx';
import type { ProblemDetails } from '#schemas/api/common.ts';
import type { PinList } from '#schemas/api/pin.ts';
import { PinRow } from './pin-row.client.tsx';
import { pinsReading } from './queries.ts';

type PinsViewProps = { first: PinList | null; problem: ProblemDetails | null };

const nothingPinned = {
  kind: 'empty' as const,
  title: 'Nothing is pinned.',
  children: <p className="text-ink-2">On the page of a flow, Share has “Pin a snapshot”.</p>,
};

/** All snapshots, what each is of and since when, and how much room is left. */
export function PinsView({ first, problem }: PinsViewProps) {
  const { data, error, refetch } = useQuery(pinsReading(null, first ?? undefined));
  const list = data ?? null;
  return (
    <>
      <header className="flex flex-col gap-1.5">
        <h1 className="text-xl font-[620] tracking-[-0.018em]">Pins</h1>
        <p className="max-w-[78ch] text-l leading-normal">
          {list ? wordsFor(list) : 'Snapshots of flows that are kept until somebody deletes them.'}
        </p>
      </header>
      <Panel
        title="Snapshots"
        age={list ? <Age asOf={list.asOf} /> : null}
        face={faceOfItems({ list, error, problem, empty: nothingPinned, onRetry: () => void refetch() })}
      >
        <ul aria-label="Snapshots" className="flex flex-col">
          {list?.items.map((pin) => (
            <PinRow key={pin.id} pin={pin} />
          ))}
        </ul>
      </Panel>
    </>
  );
}

function Age({ asOf }: { asOf: string }) {
  return (
    <>
      read <RelativeTime at={asOf} past />
    </>
  );
}

function wordsFor({ total, most, bytes, mostBytes }: PinList): string {
  const room = `${megabytes(bytes)} of ${megabytes(mostBytes)} are taken`;
  return `${formatNoun(total, 'flow')} kept as they stood, whatever has expired since. There is room for ${most}; ${room}.`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(bytes < 10 * 1024 * 1024 ? 1 : 0)} MB`;
}
