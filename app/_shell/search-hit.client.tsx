'use client';

import clsx from 'clsx';
import { businessLabel } from '#app/_ui/business-label.ts';
import { RelativeTime } from '#app/_ui/relative-time.client.tsx';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import { VisibleText } from '#app/_ui/visible-text.tsx';
import { lagText } from '#app/(console)/consumer-groups/_lag/lag-words.ts';
import { VerdictPill } from '#app/(console)/consumer-groups/_lag/verdict-pill.tsx';
import type { ConsumerGroupItem } from '#schemas/api/consumer-group.ts';
import type { FlowSummary } from '#schemas/api/flow-list.ts';
import type { FoundRecord } from '#schemas/api/record.ts';
import type { Found } from './found-groups.ts';
import { MarkedText } from './marked-text.tsx';
import type { RecentFind } from './recent-finds.ts';

export type Choosable =
  | Found
  | { what: 'group'; group: ConsumerGroupItem; href: string }
  | { what: 'recent'; find: RecentFind; href: string };

type SearchHitProps = { id: string; item: Choosable; chosen: boolean; onChoose: () => void; onOpen: () => void };

export function SearchHit({ id, item, chosen, onChoose, onOpen }: SearchHitProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox has the focus and its keys open the chosen option
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      ref={(element) => {
        if (chosen) element?.scrollIntoView({ block: 'nearest' });
      }}
      onPointerMove={onChoose}
      onClick={onOpen}
      className={clsx('flex min-h-row cursor-pointer flex-col justify-center px-4 py-1', chosen && 'bg-accent-soft')}
    >
      <LinesOf item={item} />
    </div>
  );
}

function LinesOf({ item }: { item: Choosable }) {
  switch (item.what) {
    case 'recent':
      return <RecentLine find={item.find} />;
    case 'group':
      return <GroupLine group={item.group} />;
    case 'flow':
    case 'record':
      return <FoundLines {...item} />;
  }
}

function GroupLine({ group: { group, verdict, reason, members, lag } }: { group: ConsumerGroupItem }) {
  return (
    <div className="flex min-w-0 items-center gap-3">
      <span className="min-w-0 truncate font-semibold">
        <VisibleText text={group} most={200} />
      </span>
      <VerdictPill verdict={verdict} reason={reason} members={members} />
      <span className="num ml-auto shrink-0 text-s text-ink-3">{lagText({ lag })} behind</span>
    </div>
  );
}

function RecentLine({ find }: { find: RecentFind }) {
  return (
    <div className="flex min-w-0 items-center gap-3">
      <span className="min-w-0 truncate font-semibold">
        <VisibleText text={find.label} most={200} />
      </span>
      <span className="ml-auto min-w-0 shrink truncate text-s text-ink-3">
        looked for “<VisibleText text={find.asked} most={80} />”
      </span>
    </div>
  );
}

function FoundLines({ what, hit }: Found) {
  const { flow, record } = hit;
  return (
    <>
      <div className="flex min-w-0 items-center gap-3">
        {what === 'flow' && flow ? <FlowLine flow={flow} /> : null}
        {what === 'record' && record ? <RecordLine record={record} /> : null}
      </div>
      {what === 'flow' || hit.why.text ? <WhyLine hit={hit} /> : null}
    </>
  );
}

/** The name under which a find is shown, and remembered. */
export function nameOfFound(found: Exclude<Choosable, { what: 'recent' }>): string {
  if (found.what === 'group') return `Consumer group ${found.group.group}`;
  const { what, hit } = found;
  const { flow, record } = hit;
  if (what === 'flow' && flow) return businessLabel(flow.business) ?? flow.correlationId;
  return record ? (record.type ?? `${record.topic}/${record.partition}/${record.offset}`) : 'Record';
}

function FlowLine({ flow }: { flow: FlowSummary }) {
  const label = businessLabel(flow.business);
  return (
    <>
      <span className={clsx('min-w-0 truncate', label ? 'font-semibold' : 'mono')}>{label ?? flow.correlationId}</span>
      <StatusPill status={flow.status} />
      <RelativeTime at={flow.startedAt} className="num ml-auto shrink-0 text-s text-ink-3" />
    </>
  );
}

function RecordLine({ record: { topic, partition, offset, type, time } }: { record: FoundRecord }) {
  return (
    <>
      <span className="min-w-0 truncate font-semibold">{type ?? 'Record without a type'}</span>
      <span className="mono min-w-0 truncate text-ink-2">
        {topic} · {partition} · {offset}
      </span>
      <RelativeTime at={time} className="num ml-auto shrink-0 text-s text-ink-3" />
    </>
  );
}

/** Why it answers, where its name does not show that already. */
function WhyLine({ hit: { flow, record, why } }: Pick<Found, 'hit'>) {
  const isNamedSo = why.id !== null && why.id === (flow?.business?.id ?? flow?.correlationId);
  const isWhole = why.id !== null && why.marks[0]?.[1] === why.id.length;
  if (isNamedSo && isWhole) return null;
  return (
    <div className="flex min-w-0 items-baseline gap-2 text-s text-ink-2">
      {record?.type ? <span className="shrink-0">{record.type}</span> : null}
      {why.path ? <span className="mono max-w-[40%] shrink-0 truncate text-ink-3">{why.path}</span> : null}
      <span className={clsx('min-w-0', why.text ? '[overflow-wrap:anywhere]' : 'mono truncate')}>
        <MarkedText text={why.text ?? why.id ?? ''} marks={why.marks} />
      </span>
    </div>
  );
}
