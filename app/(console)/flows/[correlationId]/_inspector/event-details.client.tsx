'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { ClockTime } from '#app/_ui/clock-time.client.tsx';
import { CopyId } from '#app/_ui/copy-id.client.tsx';
import { formatDuration } from '#app/_ui/format-duration.ts';
import { Pill } from '#app/_ui/pill.tsx';
import { Fact, Facts, InspectorHead } from '#app/(console)/records/_record/facts.tsx';
import { formatOffset } from '#app/(console)/records/_record/format-offset.ts';
import { RecordContent } from '#app/(console)/records/_record/record-content.client.tsx';
import { ShortId } from '#app/(console)/records/_record/short-id.tsx';
import { ValidityFact } from '#app/(console)/records/_record/validity-fact.tsx';
import { recordReading } from '#app/(console)/records/queries.ts';
import { recordHref } from '#app/(console)/records/record-href.ts';
import type { Flow } from '#schemas/api/flow.ts';
import type { EventNode } from '../_model/flow-model.ts';
import { ReadBy } from '../_position/read-by.client.tsx';
import { CausedBy, Effects } from './cause-links.client.tsx';
import { Copies } from './copies.client.tsx';
import { Producer } from './producer.client.tsx';
import { TraceLink } from './trace-link.tsx';

type EventDetailsProps = {
  positions: Flow['position'];
  node: EventNode;
  /** The record the URL names: that of the event, or of one of its copies. */
  record: string;
  onSelect: (key: string) => void;
};

/** One event: its envelope, its causes both ways, whether it fits its schema, and the record as it stands in Kafka. */
export function EventDetails({ node, record, positions, onSelect }: EventDetailsProps) {
  const event = node.copies.find((copy) => copy.record === record) ?? node.event;
  const isFirst = event === node.event;
  const reading = useQuery(recordReading(event));
  return (
    <>
      <InspectorHead
        title={event.type ?? 'Unreadable record'}
        mark={event.version === null ? null : <Pill>v{event.version}</Pill>}
        aside={<ClockTime at={event.time} ms />}
      />
      <Facts>
        <Fact name="Record">
          <CopyId id={event.record} what="record">
            {event.topic} · {event.partition} · {formatOffset(event.offset)}
          </CopyId>
          <Link
            href={recordHref(event)}
            className="mt-2 block w-fit text-s text-accent hover:underline pointer-coarse:py-3"
          >
            Page of the record
          </Link>
        </Fact>
        <Fact name="Caused by">
          <CausedBy node={node} onSelect={onSelect} />
        </Fact>
        <Fact name="Cause of">
          <Effects node={node} onSelect={onSelect} />
        </Fact>
        <Fact name="Produced by">
          <Producer event={event} withoutTime={event.timeSource === 'record' && isFirst} />
        </Fact>
        <Fact name="Read by">
          <ReadBy positions={positions} record={node.event.record} />
        </Fact>
        {isFirst && node.told !== node.at ? (
          <Fact name="Clock">
            <span className="text-late">
              {node.service} says {formatDuration(Math.abs(node.at - node.told))}{' '}
              {node.told < node.at ? 'earlier' : 'later'} than can be
            </span>
            <span className="block text-s text-ink-2">
              Here it stands at <ClockTime at={new Date(node.at).toISOString()} ms />, by the clocks of the others and
              never before its cause.
            </span>
          </Fact>
        ) : null}
        {node.copies.length > 0 ? (
          <Fact name="Seen">
            <Copies node={node} shown={event} onSelect={onSelect} />
          </Fact>
        ) : null}
        <ValidityFact event={event} record={reading.data ?? null} />
        <Fact name="Event id">{event.eventId ? <ShortId id={event.eventId} what="event id" /> : 'none'}</Fact>
        <Fact name="Key">{event.key === null ? 'none' : <ShortId id={event.key} what="key" />}</Fact>
        <Fact name="Trace">
          {event.traceId ? <TraceLink id={event.traceId} /> : <span className="text-ink-2">none</span>}
        </Fact>
      </Facts>
      <RecordContent key={event.record} reading={reading} />
    </>
  );
}
