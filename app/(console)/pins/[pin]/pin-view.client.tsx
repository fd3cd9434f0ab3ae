'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ClockTime } from '#app/_ui/clock-time.client.tsx';
import { flowHref } from '#app/_ui/flow-href.ts';
import { Panel } from '#app/_ui/panel.tsx';
import { RelativeTime } from '#app/_ui/relative-time.client.tsx';
import { storyKey } from '#app/(console)/flows/[correlationId]/_story/queries.ts';
import { FlowBody } from '#app/(console)/flows/[correlationId]/flow-body.client.tsx';
import { FlowHead } from '#app/(console)/flows/[correlationId]/flow-head.client.tsx';
import { FlowNotices } from '#app/(console)/flows/[correlationId]/flow-notices.client.tsx';
import { producersKey, recordReading } from '#app/(console)/records/queries.ts';
import type { ProblemDetails } from '#schemas/api/common.ts';
import type { Pin, PinSnapshot } from '#schemas/api/pin.ts';
import { DeletePin } from '../delete-pin.client.tsx';

type PinViewProps = {
  pin: Pin | null;
  /** Why it could not be read. */
  problem: ProblemDetails | null;
};

/** The page of a flow as it stood, drawn from the snapshot alone. */
export function PinView({ pin, problem }: PinViewProps) {
  if (pin) return <Snapshot pin={pin} />;
  return (
    <Panel face={{ kind: 'failed', detail: problem?.detail ?? 'It could not be read.', reference: problem?.ref }} />
  );
}

function Snapshot({ pin }: { pin: Pin }) {
  const { flow } = pin.snapshot;
  const [queries] = useState(() => clientOf(pin.snapshot));
  return (
    // A store of its own: what is kept here must not pass for what is read of the flow today, nor the other way round.
    <QueryClientProvider client={queries}>
      <PinBand pin={pin} />
      <FlowHead correlationId={flow.correlationId} flow={flow} takenAt={pin.takenAt} />
      <FlowNotices flow={flow} error={null} onRetry={() => undefined} />
      <FlowBody flow={flow} placed={flow} takenAt={pin.takenAt} statePath={`/api/pins/${pin.id}/state`} />
    </QueryClientProvider>
  );
}

function clientOf({ flow, story, records }: PinSnapshot): QueryClient {
  const queries = new QueryClient({
    defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false, retry: 0 } },
  });
  // A snapshot does not hold the spans that tell which build wrote a record.
  queries.setQueryDefaults(producersKey, { enabled: false });
  queries.setQueryData(storyKey(flow.correlationId), story);
  const kept = new Map(records.map((record) => [`${record.topic}/${record.partition}/${record.offset}`, record]));
  for (const event of flow.events) queries.setQueryData(recordReading(event).queryKey, kept.get(event.record));
  return queries;
}

/** Before everything else: that this is not how it stands today. */
function PinBand({ pin }: { pin: Pin }) {
  const router = useRouter();
  const { id, correlationId, takenAt, note, withoutBytes } = pin;
  return (
    <section
      aria-label="Snapshot"
      className="flex flex-wrap items-center gap-x-4 gap-y-1.5 rounded-l border border-line-strong bg-sunk px-3.5 py-2"
    >
      <p className="min-w-0 [overflow-wrap:anywhere]">
        <b>Snapshot, read-only.</b> Taken <ClockTime at={takenAt} />, <RelativeTime at={takenAt} past />.
        {note ? ` Note: ${note}` : ''}
        {withoutBytes > 0 ? ` ${withoutBytes} of its records were kept without their payloads.` : ''}
      </p>
      <span className="ml-auto flex items-center gap-3 max-sm:ml-0">
        <Link href={flowHref(correlationId)} className="text-accent underline pointer-coarse:py-3">
          The flow as it is now
        </Link>
        <DeletePin id={id} onDeleted={() => router.push('/pins')} />
      </span>
    </section>
  );
}
