import { describe, expect, test } from 'vitest';
import type { FlowEventRow } from './read-flow-events.ts';
import { rolesOf, timeOf } from './record-roles.ts';
import { sampleRow } from './sample-row.ts';

const lineage = {
  'dlq.id': 'd-1',
  'dlq.original.topic': 'order-events',
  'dlq.original.partition': '0',
  'dlq.original.offset': '7',
};
const failed = { 'dlq.error.type': 'RangeError', 'dlq.error.message': 'out of range' };
const first = sampleRow('order-events/0/7', { eventId: 'e', tsMs: 10 });
const again = (record: string, tsMs: number) => sampleRow(record, { eventId: 'e', tsMs });

function roles(all: (readonly [row: FlowEventRow, headers?: Record<string, string>])[]) {
  const payloads = new Map(
    all.flatMap(([{ record }, headers]) =>
      headers
        ? [
            [
              record,
              { headers: Object.entries(headers).map(([name, text]): [string, Buffer] => [name, Buffer.from(text)]) },
            ] as const,
          ]
        : [],
    ),
  );
  return rolesOf(
    all.map(([row]) => row),
    payloads,
  );
}

describe('the role of a record', () => {
  test('is event for the first of its id, duplicate for the next, in whatever order they were read', () => {
    const found = roles([
      [again('order-events/0/12', 20)],
      [first],
      [sampleRow('order-events/0/8', { eventId: null })],
    ]);
    expect(found.get('order-events/0/7')).toMatchObject({ role: 'event', copyOf: null });
    expect(found.get('order-events/0/12')).toMatchObject({ role: 'duplicate', copyOf: 'order-events/0/7' });
    expect(found.get('order-events/0/8')).toMatchObject({ role: 'event', copyOf: null });
  });

  test('follows an event through its retries to its dead letter, with whose they are, which try and what failed', () => {
    const found = roles([
      [first],
      [again('order-events.drivers.retry.1/0/3', 11), { ...lineage, ...failed, 'retry.attempt': '1' }],
      [
        again('order-events.drivers.dlq/2/0', 12),
        { ...lineage, ...failed, 'dlq.consumer.group': 'drivers', 'dlq.attempts': '4' },
      ],
    ]);
    const failure = { type: 'RangeError', message: 'out of range' };
    const copyOf = 'order-events/0/7';
    expect(found.get('order-events.drivers.retry.1/0/3')).toEqual({
      role: 'retry',
      copyOf,
      group: 'drivers',
      attempt: 1,
      failure,
    });
    expect(found.get('order-events.drivers.dlq/2/0')).toEqual({
      role: 'dead_letter',
      copyOf,
      group: 'drivers',
      attempt: 4,
      failure,
    });
  });

  test('is told by the topic alone where the payload was not read, and repeats none where the first is not there', () => {
    const found = roles([[again('a.b.c.retry.2/0/1', 1)], [again('a.b.c.dlq/0/1', 2)]]);
    const unknown = { copyOf: null, group: 'c', attempt: null, failure: null };
    expect(found.get('a.b.c.retry.2/0/1')).toEqual({ ...unknown, role: 'retry' });
    expect(found.get('a.b.c.dlq/0/1')).toEqual({ ...unknown, role: 'dead_letter' });
  });

  test('is replay of what was sent again, also edited under a new id or by somebody who left our headers on it', () => {
    const edited = sampleRow('order-events/0/30', { eventId: 'new', tsMs: 40 });
    const found = roles([
      [first],
      [
        again('order-events.drivers.retry.1/0/9', 30),
        { ...lineage, 'replay.id': 'r', 'replay.target-group': 'drivers' },
      ],
      [edited, { ...lineage, 'replay.id': 'r', 'replay.edited': 'true' }],
      [again('order-events/0/31', 50), lineage],
      [again('order-events.drivers.retry.2/0/9', 60), { ...lineage, 'replay.id': 'r', 'retry.attempt': '1' }],
    ]);
    expect([...found.values()].map(({ role, copyOf, attempt }) => [role, copyOf, attempt])).toEqual([
      ['event', null, null],
      ['replay', 'order-events/0/7', null],
      ['replay', 'order-events/0/7', null],
      ['replay', 'order-events/0/7', null],
      ['retry', 'order-events/0/7', 1],
    ]);
  });

  test('stands nonsense in the headers: the last value counts, what is no number is not known', () => {
    const headers = { 'retry.attempt': 'many', 'dlq.original.topic': '../..', 'dlq.original.partition': '-1' };
    const found = roles([[first], [again('order-events.drivers.retry.1/0/3', 11), headers]]);
    expect(found.get('order-events.drivers.retry.1/0/3')).toMatchObject({
      role: 'retry',
      copyOf: first.record,
      attempt: null,
    });
  });
});

test('a copy happened when it was written, an event at its own time', () => {
  const row = sampleRow('t/0/1', { eventMs: 5, tsMs: 9 });
  expect([timeOf(row, 'event'), timeOf(row, 'duplicate'), timeOf(row, 'dead_letter')]).toEqual([5, 5, 9]);
});
