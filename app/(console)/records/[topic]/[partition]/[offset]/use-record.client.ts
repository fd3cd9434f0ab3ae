'use client';

import { useQuery } from '@tanstack/react-query';
import type { KafkaRecordView, RecordPlace } from '#schemas/api/record.ts';
import { placeReading, recordReading } from '../../../queries.ts';
import type { RecordAt } from '../../../record-href.ts';

// Records never change, what stands around them does: a copy comes, a next one, the record itself.
const lookAgainMs = 5_000;

type FirstReadings = { at: RecordAt; firstRecord: KafkaRecordView | null; firstPlace: RecordPlace | null };

/** The record and what is known of its place; what the server's first reading had cut is read anew. */
export function useRecord({ at, firstRecord, firstPlace }: FirstReadings) {
  const place = useQuery({
    ...placeReading(at),
    initialData: firstPlace ?? undefined,
    refetchInterval: ({ state }) => (isSettled(state.data) ? false : lookAgainMs),
  });
  const isIndexed = place.data?.state === 'indexed';
  const whole = useQuery({
    ...recordReading(at),
    initialData: firstRecord && isWhole(firstRecord) ? firstRecord : undefined,
    enabled: isIndexed || firstRecord !== null,
  });
  const record = whole.data ?? firstRecord;
  return { place, whole, record, isThere: record !== null || isIndexed };
}

function isSettled(place: RecordPlace | undefined): boolean {
  return place?.state === 'indexed' && place.next !== null;
}

function isWhole({ key, value, headers }: KafkaRecordView): boolean {
  const parts = [key, value, ...headers.map((header) => header.value)];
  return parts.every((part) => part === null || part.given === part.bytes);
}
