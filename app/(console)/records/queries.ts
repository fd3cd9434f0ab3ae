import { queryOptions } from '@tanstack/react-query';
import { ApiProblem } from '#app/_api/api-problem.ts';
import { readJson } from '#app/_api/read-json.ts';
import type { KafkaRecordView, RecordPlace, RecordProducer } from '#schemas/api/record.ts';
import type { RecordAt } from './record-href.ts';

/** What is laid out at once; what is longer is shown from its beginning and downloaded whole. */
const mostBytes = 2 * 1024 * 1024;

/** What stands in Kafka never changes, so it is read once. */
export function recordReading(at: RecordAt) {
  return queryOptions({
    queryKey: ['record', nameOf(at)],
    queryFn: ({ signal }) => readJson<KafkaRecordView>(path(at, '', { most: mostBytes }), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: (failures, error) => failures < 1 && !isRefused(error),
  });
}

/** Answers for any offset: a record that is not there is no failure, and must not look like one in the browser's log. */
export function placeReading(at: RecordAt) {
  return queryOptions({
    queryKey: ['record', nameOf(at), 'place'],
    queryFn: ({ signal }) => readJson<RecordPlace>(path(at, '/place'), { signal }),
    retry: (failures, error) => failures < 1 && !isRefused(error),
  });
}

export const producersKey = ['producer'] as const;

/** Spans come later than records, so what is not known is asked again when looked at again. */
export function producerReading(at: RecordAt) {
  return queryOptions({
    queryKey: [...producersKey, nameOf(at)],
    queryFn: ({ signal }) => readJson<RecordProducer>(path(at, '/producer'), { signal }),
    staleTime: ({ state }) => (state.data?.producer ? Number.POSITIVE_INFINITY : 5000),
    retry: (failures, error) => failures < 1 && !isRefused(error),
  });
}

/** Where the very bytes of a part can be downloaded. */
export function bytesHref(at: RecordAt, of: 'value' | 'key' | 'header', index = 0): string {
  return path(at, '/bytes', of === 'header' ? { of, index } : { of });
}

/** Of whatever else the caller knows of the record, only what names it. */
function nameOf({ topic, partition, offset, stored }: RecordAt): string {
  return `${topic}/${partition}/${offset} ${stored ?? 'newest'}`;
}

function path({ topic, partition, offset, stored }: RecordAt, part: string, query: object = {}): string {
  const given = Object.entries({ ...query, ...(stored === null ? {} : { stored }) });
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return `/api/records/${encodeURIComponent(topic)}/${partition}/${offset}${part}${search === '' ? '' : `?${search}`}`;
}

function isRefused(error: unknown): boolean {
  return error instanceof ApiProblem && error.problem.status < 500;
}
