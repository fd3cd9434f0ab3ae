'use client';

import Link from 'next/link';
import { businessLabel } from '#app/_ui/business-label.ts';
import { columnsFor } from '#app/_ui/data-table/table-columns.ts';
import { flowHref } from '#app/_ui/flow-href.ts';
import { formatCount, formatNoun } from '#app/_ui/format-count.ts';
import { formatDuration } from '#app/_ui/format-duration.ts';
import { formatAbsolute } from '#app/_ui/format-time.ts';
import { LaneDot, sortByLane } from '#app/_ui/lane.tsx';
import { Pill } from '#app/_ui/pill.tsx';
import { RelativeTime } from '#app/_ui/relative-time.client.tsx';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import { useNow } from '#app/_ui/use-now.client.ts';
import { useTimeZone } from '#app/_ui/use-time-zone.client.ts';
import type { FlowHolder, FlowItem, FlowWait } from '#schemas/api/flow-list.ts';
import { groupHref } from '../consumer-groups/group-href.ts';
import { holderWords } from './holder-words.ts';

const column = columnsFor<FlowItem>();

const name = column.display({ id: 'flow', header: 'Flow', cell: ({ row }) => <FlowName flow={row.original} /> });
const begun = column.display({
  id: 'started',
  header: 'Begun',
  cell: ({ row }) => <RelativeTime at={row.original.startedAt} />,
  meta: { className: 'num w-[104px] max-sm:w-[86px]' },
});
const services = column.display({
  id: 'services',
  header: 'Services',
  cell: ({ row }) => <Services names={row.original.services} />,
  meta: { className: 'w-[116px] max-lg:hidden' },
});

/** From the first thing that is worth knowing on a phone to the last that only fits a desk. */
export const flowColumns = [
  name,
  column.display({
    id: 'status',
    header: 'State',
    cell: ({ row }) => <FlowState flow={row.original} />,
    meta: { className: 'w-[130px] max-sm:w-[116px]' },
  }),
  begun,
  column.display({
    id: 'duration',
    header: 'Took',
    cell: ({ row }) => <FlowDuration flow={row.original} />,
    meta: { className: 'num w-[116px] max-md:hidden' },
  }),
  column.display({
    id: 'events',
    header: 'Events',
    cell: ({ row }) => <EventCount flow={row.original} />,
    meta: { className: 'num w-[104px] max-sm:hidden' },
  }),
  services,
  column.display({
    id: 'last',
    header: 'Last event',
    cell: ({ row }) => <LastEvent flow={row.original} />,
    meta: { className: 'w-[27%] max-xl:hidden' },
  }),
];

/** Of late flows: how much longer than usual, and what they wait for. */
export const lateColumns = [
  name,
  column.display({
    id: 'late',
    header: 'Beyond usual',
    cell: ({ row }) => (row.original.waits ? <LateBy waits={row.original.waits} /> : null),
    meta: { className: 'num w-[124px] max-sm:w-[112px]' },
  }),
  column.display({
    id: 'waits',
    header: 'Waits for',
    cell: ({ row }) =>
      row.original.waits ? <WaitsFor waits={row.original.waits} heldBy={row.original.heldBy} /> : null,
    meta: { className: 'w-[40%] max-sm:w-[96px]' },
  }),
  column.display({ ...begun, meta: { className: 'num w-[104px] max-sm:hidden' } }),
  services,
];

function FlowName({ flow }: { flow: FlowItem }) {
  const label = businessLabel(flow.business);
  const why = flow.match && flow.match.id !== flow.business?.id ? businessLabel(flow.match) : null;
  return (
    <span className="flex min-w-0 items-center gap-2">
      <Link
        href={flowHref(flow.correlationId)}
        tabIndex={-1}
        prefetch={false}
        className={label ? 'truncate font-semibold' : 'mono truncate'}
      >
        {label ?? flow.correlationId}
      </Link>
      {why ? <Pill tip={`Found by ${why}`}>{why}</Pill> : null}
    </span>
  );
}

/** The state in a word; of an open flow what it waits for on hover. */
function FlowState({ flow }: { flow: FlowItem }) {
  const [zone] = useTimeZone();
  const { waits } = flow;
  return (
    <span
      data-tip={waits ? `Waits for “${waits.step}”, due ${formatAbsolute(Date.parse(waits.dueAt), zone)}` : undefined}
    >
      <StatusPill status={flow.status} />
    </span>
  );
}

function LateBy({ waits }: { waits: FlowWait }) {
  const [zone] = useTimeZone();
  const from = Date.parse(waits.lateFrom ?? waits.dueAt);
  const text = useNow((now) => formatDuration(Math.max(0, Math.floor((now - from) / 1000) * 1000)));
  return (
    <span className="text-late" data-tip={`Due ${formatAbsolute(Date.parse(waits.dueAt), zone)}`}>
      {text}
    </span>
  );
}

function WaitsFor({ waits: { step, usual }, heldBy }: { waits: FlowWait; heldBy: FlowHolder | null }) {
  return (
    <span className="flex min-w-0 items-baseline gap-2">
      <span className="truncate">{step}</span>
      {heldBy ? <HeldBy holder={heldBy} /> : null}
      {usual ? (
        <span
          className="min-w-0 truncate text-s text-ink-3 max-sm:hidden"
          data-tip={`Of ${formatNoun(usual.count, 'time')} in the last seven days`}
        >
          usually {formatDuration(usual.medianMs)}, nine of ten within {formatDuration(usual.p90Ms)}
        </span>
      ) : null}
    </span>
  );
}

/** The consumer group that has still to read something of the flow. */
function HeldBy({ holder }: { holder: FlowHolder }) {
  return (
    <span className="shrink-0 text-s" data-tip={`${holder.type ?? 'A record'} · ${holder.record}`}>
      in{' '}
      <Link href={groupHref(holder.group)} tabIndex={-1} prefetch={false} className="font-semibold hover:underline">
        {holder.group}
      </Link>
      <span className="text-late max-md:hidden">, {holderWords(holder)}</span>
    </span>
  );
}

/** How long it took, or takes already. */
function FlowDuration({ flow }: { flow: FlowItem }) {
  const start = Date.parse(flow.startedAt);
  const end = Date.parse(flow.lastEventAt);
  const ended = flow.status === null || flow.status === 'done' || flow.status === 'failed';
  const text = useNow((now) =>
    formatDuration(ended ? end - start : Math.max(0, Math.floor((now - start) / 1000) * 1000)),
  );
  return <span className={ended ? undefined : 'text-ink-3'}>{text}</span>;
}

function EventCount({ flow }: { flow: FlowItem }) {
  return (
    <>
      {flow.problems > 0 ? (
        <Pill
          tone="broken"
          shape
          tip={`${formatNoun(flow.problems, 'record')} could not be read as an event`}
          className="mr-2"
        >
          {formatCount(flow.problems)}
        </Pill>
      ) : null}
      {formatCount(flow.events)}
    </>
  );
}

function Services({ names }: { names: string[] }) {
  return (
    <span className="flex items-center gap-1">
      {sortByLane(names).map((name) => (
        <LaneDot key={name} service={name} named />
      ))}
    </span>
  );
}

function LastEvent({ flow }: { flow: FlowItem }) {
  return (
    <span className="flex min-w-0 items-baseline gap-2">
      <span className="truncate">{flow.lastEventType ?? <span className="text-ink-3">unknown type</span>}</span>
      <RelativeTime at={flow.lastEventAt} className="shrink-0 text-s text-ink-3" />
    </span>
  );
}
