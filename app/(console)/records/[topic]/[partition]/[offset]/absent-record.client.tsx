'use client';

import { ClockTime } from '#app/_ui/clock-time.client.tsx';
import { Panel } from '#app/_ui/panel.tsx';
import type { RecordPlace } from '#schemas/api/record.ts';
import { formatOffset } from '../../../_record/format-offset.ts';

const titles: Record<RecordPlace['state'], string> = {
  indexed: 'The record is in the index',
  unknown_topic: 'This topic is not indexed',
  unknown_partition: 'This partition is not indexed',
  lost: 'The record is lost',
  not_written: 'Kafka has no such record yet',
  held: 'The record is held by an open transaction',
  not_read: 'The record is not indexed yet',
  expired: 'The record is not kept any more',
  no_record: 'There is no record under this offset',
};

const mayCome = new Set<RecordPlace['state']>([
  'not_written',
  'held',
  'not_read',
  'unknown_topic',
  'unknown_partition',
]);

/** Why there is no record, what was searched, and how old that knowledge is. */
export function AbsentRecord({ place }: { place: RecordPlace | null }) {
  if (!place) return <Panel face={{ kind: 'loading', rows: 4 }} />;
  return (
    <Panel
      face={{
        kind: 'empty',
        title: titles[place.state],
        children: (
          <>
            <p className="max-w-[78ch] text-ink-2 [overflow-wrap:anywhere]">{place.detail}</p>
            <Searched place={place} />
            {mayCome.has(place.state) ? (
              <p className="text-ink-2">The page looks again every few seconds, and shows the record when it comes.</p>
            ) : null}
          </>
        ),
      }}
    />
  );
}

function Searched({ place: { log, asOf } }: { place: RecordPlace }) {
  const known = (offset: string | null) => (offset === null ? 'not known' : formatOffset(offset));
  return (
    <p className="text-s text-ink-3">
      Kafka’s log of the partition: from {known(log.start)} to {known(log.end)}
      {log.asOf === null ? (
        ''
      ) : (
        <>
          {' '}
          as of <ClockTime at={log.asOf} />
        </>
      )}
      ; indexed up to {known(log.read)}. Searched at <ClockTime at={asOf} />.
    </p>
  );
}
