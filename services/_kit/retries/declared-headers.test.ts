import { expect, test } from 'vitest';
import declared from '#schemas/failure-headers.json' with { type: 'json' };
import type { KafkaHeader } from '#server/platform/kafka/index.ts';
import { samplePickedUp, sampleRecord } from '../sample-records.ts';
import { failureOf } from './failure.ts';
import { deadLetterHeaders, retryHeaders } from './failure-headers.ts';
import { lineageOf } from './lineage.ts';

const consumer = { group: 'drivers', service: 'drivers', version: '1.2.3', instance: 'drivers-1', clusterId: 'c1' };
const now = 1_764_000_000_000;
const lineage = lineageOf(sampleRecord(samplePickedUp(), { headers: [] }), consumer.group);

function held(headers: readonly KafkaHeader[], known: readonly { name: string; isRequired: boolean }[]) {
  const names = headers.map(([name]) => name);
  return {
    undeclared: names.filter((name) => !known.some((header) => header.name === name)),
    missing: known.filter(({ name, isRequired }) => isRequired && !names.includes(name)).map(({ name }) => name),
  };
}

test('retries and dead letters carry the headers that the dictionary declares, and no others', () => {
  const nothing = { undeclared: [], missing: [] };
  expect(held(retryHeaders([], lineage, failureOf(new Error('no')), { now, notBefore: now }), declared.retry)).toEqual(
    nothing,
  );
  const failure = { ...failureOf(new Error('no')), schema: { id: 'delivery.picked_up.v9', version: '9' } };
  expect(held(deadLetterHeaders([], lineage, failure, { consumer, now }), declared.deadLetter)).toEqual(nothing);
});
