'use client';

import Link from 'next/link';
import { businessLabel } from '#app/_ui/business-label.ts';
import { formatNoun } from '#app/_ui/format-count.ts';
import { RelativeTime } from '#app/_ui/relative-time.client.tsx';
import { StatusPill } from '#app/_ui/status-pill.tsx';
import type { PinSummary } from '#schemas/api/pin.ts';
import { DeletePin } from './delete-pin.client.tsx';
import { pinHref } from './queries.ts';

/** One snapshot of the list. */
export function PinRow({ pin }: { pin: PinSummary }) {
  const { id, correlationId, business, status, note, takenAt, events, bytes } = pin;
  return (
    <li className="flex min-h-row flex-wrap items-center gap-x-4 gap-y-1 border-line px-3.5 py-1.5 not-first:border-t">
      <Link
        href={pinHref(id)}
        className="min-w-0 font-semibold break-all hover:text-accent hover:underline pointer-coarse:py-3"
      >
        {businessLabel(business) ?? `Flow ${correlationId}`}
      </Link>
      <StatusPill status={status} />
      <span className="text-ink-2">
        taken <RelativeTime at={takenAt} past />
      </span>
      <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{note}</span>
      <span className="text-s text-ink-3 tabular-nums">
        {formatNoun(events, 'record')} · {Math.max(1, Math.round(bytes / 1024))} kB
      </span>
      <DeletePin id={id} />
    </li>
  );
}
