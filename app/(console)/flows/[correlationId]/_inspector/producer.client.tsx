'use client';

import { useQuery } from '@tanstack/react-query';
import { RelativeTime } from '#app/_ui/relative-time.client.tsx';
import { producerReading } from '#app/(console)/records/queries.ts';
import type { FlowEvent } from '#schemas/api/flow.ts';

type ProducerProps = {
  event: FlowEvent;
  /** The time is the record's because the event carries none, and not because it tells of a try. */
  withoutTime: boolean;
};

/** Who wrote the event, which build of it, and when. */
export function Producer({ event, withoutTime }: ProducerProps) {
  const { data, error } = useQuery(producerReading(event));
  const known = data?.producer ?? null;
  const service = event.service ?? known?.service ?? null;
  return (
    <>
      {service ?? <span className="text-ink-2">the record does not say</span>}{' '}
      {known ? (
        <span className="text-ink-2" data-tip={data?.detail}>
          {known.build === null ? 'build not told' : `build ${known.build}`}
        </span>
      ) : null}{' '}
      <span className="text-ink-3">
        <RelativeTime at={event.time} />
        {withoutTime ? ', by the record’s own time: the event carries none' : ''}
      </span>
      {known === null && (data || error) ? (
        <span className="block text-s text-ink-3">
          Build not known. {data?.detail ?? 'Could not be read just now.'}
        </span>
      ) : null}
    </>
  );
}
