'use client';

import Link from 'next/link';
import { problemOf } from '#app/_api/api-problem.ts';
import { Button } from '#app/_ui/button.tsx';
import { Notice } from '#app/_ui/notice.tsx';
import type { KafkaRecordView, RecordPlace } from '#schemas/api/record.ts';
import { type RecordAt, recordHref } from '../../../record-href.ts';

type RecordNoticesProps = {
  at: RecordAt;
  record: KafkaRecordView | null;
  place: RecordPlace | null;
  error: Error | null;
  onRetry: () => void;
};

/** What the reader must know before trusting the record: another one under its offset or its id, a reading that failed. */
export function RecordNotices({ at, record, place, error, onRetry }: RecordNoticesProps) {
  const differing = place?.sameEvent.filter(({ same }) => same === false).length ?? 0;
  return (
    <>
      {error ? (
        <Notice tone="broken">
          What is known of the record could not be read again: {problemOf(error).detail}{' '}
          <Button className="ml-2" onClick={onRetry}>
            Try again
          </Button>
        </Notice>
      ) : null}
      {differing > 0 ? (
        <Notice tone="late">
          {differing === 1 ? 'Another record has' : `${differing} other records have`} the same event id and another
          value: the id does not tell them apart.
        </Notice>
      ) : null}
      {record && place && place.versions.length > 1 ? <Versions at={at} record={record} place={place} /> : null}
    </>
  );
}

function Versions({ at, record, place }: { at: RecordAt; record: KafkaRecordView; place: RecordPlace }) {
  return (
    <Notice tone="late">
      {place.versions.length} records were indexed under this offset: the topic was deleted and made anew, or its log
      cut short.{' '}
      {place.versions.map(({ stored, indexedAt }, index) => (
        <span key={stored}>
          {index > 0 ? ' · ' : ''}
          {stored === record.stored ? (
            <b>this one, indexed {clock(indexedAt)}</b>
          ) : (
            <Link href={recordHref({ ...at, stored })} className="underline">
              the one indexed {clock(indexedAt)}
            </Link>
          )}
        </span>
      ))}
    </Notice>
  );
}

function clock(at: string): string {
  return `${at.slice(0, 19).replace('T', ' ')} UTC`;
}
