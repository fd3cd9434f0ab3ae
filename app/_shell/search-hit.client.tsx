'use client';

import clsx from 'clsx';
import { businessLabel } from '#app/_ui/business-label.ts';
import { RelativeTime } from '#app/_ui/relative-time.client.tsx';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import type { FlowSummary } from '#schemas/api/flow.ts';
import type { FoundRecord } from '#schemas/api/record.ts';
import type { Found } from './group-found.ts';

type SearchHitProps = { id: string; found: Found; chosen: boolean; onChoose: () => void; onOpen: () => void };

export function SearchHit({ id, found, chosen, onChoose, onOpen }: SearchHitProps) {
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
      className={clsx('flex min-h-row cursor-pointer items-center gap-3 px-4', chosen && 'bg-accent-soft')}
    >
      {found.what === 'flow' ? <FlowLine flow={found.flow} /> : <RecordLine record={found.record} />}
    </div>
  );
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
