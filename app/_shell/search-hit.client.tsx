'use client';

import clsx from 'clsx';
import { businessLabel } from '#app/_ui/business-label.ts';
import { RelativeTime } from '#app/_ui/relative-time.client.tsx';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import type { FlowSummary } from '#schemas/api/flow.ts';

type SearchHitProps = { id: string; flow: FlowSummary; chosen: boolean; onChoose: () => void; onOpen: () => void };

export function SearchHit({ id, flow, chosen, onChoose, onOpen }: SearchHitProps) {
  const label = businessLabel(flow.business);
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
      <span className={clsx('min-w-0 truncate', label ? 'font-semibold' : 'mono')}>{label ?? flow.correlationId}</span>
      <StatusPill status={flow.status} />
      <RelativeTime at={flow.startedAt} className="num ml-auto shrink-0 text-s text-ink-3" />
    </div>
  );
}
