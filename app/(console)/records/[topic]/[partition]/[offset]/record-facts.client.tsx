'use client';

import Link from 'next/link';
import { ClockTime } from '#app/_ui/clock-time.client.tsx';
import { flowHref } from '#app/_ui/flow-href.ts';
import { formatCount, formatNoun } from '#app/_ui/format-count.ts';
import { RelativeTime } from '#app/_ui/relative-time.client.tsx';
import { VisibleText } from '#app/_ui/visible-text.tsx';
import type { KafkaRecordView, RecordPlace } from '#schemas/api/record.ts';
import { BytesText } from '../../../_record/bytes-text.tsx';
import { Fact, Facts } from '../../../_record/facts.tsx';
import { formatOffset } from '../../../_record/format-offset.ts';
import { ShortId } from '../../../_record/short-id.tsx';
import { ValidityFact } from '../../../_record/validity-fact.tsx';
import { bytesHref } from '../../../queries.ts';
import { recordHref } from '../../../record-href.ts';

type RecordFactsProps = { record: KafkaRecordView; place: RecordPlace | null };

/** Where the record stands, what its envelope says, and what was made of it. */
export function RecordFacts({ record, place }: RecordFactsProps) {
  return (
    <aside aria-label="Facts" className="min-w-0 border-line @max-[900px]:border-t @min-[900px]:border-l">
      <Facts>
        <Fact name="Topic">
          <span className="mono [overflow-wrap:anywhere]">{record.topic}</span>
        </Fact>
        <Fact name="Partition">{record.partition}</Fact>
        <Fact name="Offset">
          <span className="tabular-nums">{formatOffset(record.offset)}</span>
          {place?.log.end ? <span className="text-ink-3"> of {formatOffset(place.log.end)}</span> : null}
        </Fact>
        <TimeFacts record={record} />
        <Fact name="Size">{sizeOf(record)}</Fact>
        <Fact name="Key">
          <span className="mono [overflow-wrap:anywhere]">
            <BytesText bytes={record.key} most={200} />
          </span>
          {record.key && record.key.bytes > 0 ? (
            <a href={bytesHref(record, 'key')} className="ml-2 text-s text-accent underline">
              download
            </a>
          ) : null}
        </Fact>
        <ValidityFact event={null} record={record} />
        <IdFacts record={record} />
        {place && place.sameEvent.length > 0 ? <SameEvent place={place} /> : null}
      </Facts>
    </aside>
  );
}

function TimeFacts({ record }: { record: KafkaRecordView }) {
  return (
    <>
      <Fact name="Timestamp">
        {record.timestamp === null ? (
          <>
            <span className="mono">{record.timestampMs}</span>{' '}
            <span className="text-ink-3">ms, no time that is shown</span>
          </>
        ) : (
          <>
            <ClockTime at={record.timestamp} ms />{' '}
            <span className="text-ink-3">
              <RelativeTime at={record.timestamp} />, by the record
            </span>
          </>
        )}
      </Fact>
      {record.timeSource === 'event' ? (
        <Fact name="Event time">
          <ClockTime at={record.time} ms />
        </Fact>
      ) : null}
      <Fact name="Indexed">
        <ClockTime at={record.indexedAt} ms />
      </Fact>
    </>
  );
}

function IdFacts({ record }: { record: KafkaRecordView }) {
  const { correlationId } = record;
  return (
    <>
      <Fact name="Event id">{record.eventId ? <ShortId id={record.eventId} what="event id" /> : 'none'}</Fact>
      <Fact name="Correlation">
        {correlationId ? (
          <>
            <ShortId id={correlationId} what="correlation id" />{' '}
            <Link href={flowHref(correlationId)} className="text-s text-accent underline">
              flow
            </Link>
            {record.correlationSource === 'business_key' ? (
              <span className="block text-s text-ink-3">the id of what it is about; it names no correlation id</span>
            ) : null}
          </>
        ) : (
          'none'
        )}
      </Fact>
      <Fact name="Causation">
        {record.causationId ? <ShortId id={record.causationId} what="causation id" /> : 'none'}
      </Fact>
      <Fact name="Service">{record.service ? <VisibleText text={record.service} /> : 'the record does not say'}</Fact>
      <Fact name="Trace">{record.traceId ? <ShortId id={record.traceId} what="trace id" /> : 'none'}</Fact>
    </>
  );
}

function SameEvent({ place: { sameEvent } }: { place: RecordPlace }) {
  return (
    <Fact name="Also under">
      this event id
      <ul>
        {sameEvent.map((one) => (
          <li key={`${one.topic}/${one.partition}/${one.offset} ${one.stored}`}>
            <Link
              href={recordHref(one)}
              prefetch={false}
              className="mono text-accent [overflow-wrap:anywhere] hover:underline"
            >
              {one.topic} · {one.partition} · {formatOffset(one.offset)}
            </Link>{' '}
            <span className={one.same === false ? 'text-broken' : 'text-ink-3'}>{sameWords(one.same)}</span>
          </li>
        ))}
      </ul>
    </Fact>
  );
}

function sameWords(same: boolean | null): string {
  if (same === null) return 'not compared';
  return same ? 'same value' : 'another value';
}

function sizeOf({ key, value, headers }: KafkaRecordView): string {
  const ofHeaders = headers.reduce((sum, { value: content }) => sum + (content?.bytes ?? 0), 0);
  const parts = [
    value === null ? 'null value' : `value ${formatCount(value.bytes)}`,
    key === null ? 'null key' : `key ${formatCount(key.bytes)}`,
    `${formatNoun(headers.length, 'header')} ${formatCount(ofHeaders)}`,
  ];
  return `${parts.join(' · ')} bytes`;
}
