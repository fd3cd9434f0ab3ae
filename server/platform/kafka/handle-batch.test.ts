import type { EachBatchPayload } from 'kafkajs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { connectKafka, openClient } from './connect-kafka.ts';
import type { BatchControl, ConsumeOptions } from './consumer-options.ts';
import { FetchedBatch } from './fetched-batch.ts';
import { createBatchHandler } from './handle-batch.ts';
import { silent } from './open-test-kafka.ts';
import type { Session } from './session.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function given(eachBatch: ConsumeOptions['eachBatch']) {
  const kafka = connectKafka({ brokers: ['127.0.0.1:1'], clientId: 'test', logger: silent });
  const consumer = openClient(kafka).consumer({ groupId: 'test' });
  const seeks: string[] = [];
  const pauses: string[] = [];
  const session: Session = {
    consumer: {
      ...consumer,
      seek: ({ offset }) => seeks.push(offset),
      pause: () => pauses.push('paused'),
      resume: () => pauses.push('resumed'),
    },
    options: { group: 'test', topics: ['t'], commit: 'auto-after-batch', eachBatch, logger: silent },
    topics: new Map([['t', null]]),
    generation: 1,
    memberId: 'm',
    assigned: [{ topic: 't', partition: 0 }],
    claiming: new Set(),
    handling: new Set(),
    lastFetchAt: null,
    lastAnswerAt: null,
    closed: false,
  };
  return { session, seeks, pauses };
}

function batchAt(offset: bigint): FetchedBatch {
  return new FetchedBatch({
    topic: 't',
    partition: 0,
    fetchedOffset: offset,
    lastOffset: offset + 4n,
    highWatermark: 100n,
    records: [],
    unreadable: [],
  });
}

/** What kafkajs hands to a handler, with a heartbeat of the test's choice. */
function payload(offset: bigint, heartbeat: () => Promise<void>) {
  const commits: unknown[] = [];
  const given: EachBatchPayload = {
    batch: Object.assign(batchAt(offset), { partitionId: 0 }) as EachBatchPayload['batch'] & FetchedBatch,
    heartbeat,
    resolveOffset: () => undefined,
    pause: () => () => undefined,
    commitOffsetsIfNecessary: async (offsets) => {
      commits.push(offsets);
    },
    uncommittedOffsets: () => ({ topics: [] }),
    isRunning: () => true,
    isStale: () => false,
  };
  return { given, commits };
}

function errorOfType(type: string): Error {
  return Object.assign(new Error(type), { type });
}

async function handleSlowly(error: Error) {
  const controls: BatchControl[] = [];
  const gates: (() => void)[] = [];
  const { session, seeks } = given(async (_, control) => {
    controls.push(control);
    await new Promise<void>((resolve) => {
      gates.push(resolve);
    });
  });
  const handler = createBatchHandler(session);
  const first = payload(0n, () => Promise.reject(error));
  const handling = handler(first.given);
  await vi.advanceTimersByTimeAsync(5_000);
  return { session, seeks, handler, controls, gates, handling, first };
}

describe('a heartbeat that fails while a batch is handled', () => {
  test('by a broken connection changes nothing, for this batch and the next', async () => {
    const { controls, gates, handling, handler, first } = await handleSlowly(errorOfType('CONNECTION'));
    expect(controls[0]?.stale()).toBe(false);
    gates[0]?.();
    await handling;
    expect(first.commits).toEqual([{ topics: [{ topic: 't', partitions: [{ partition: 0, offset: '5' }] }] }]);
    const next = handler(payload(5n, async () => undefined).given);
    expect(controls[1]?.stale()).toBe(false);
    gates[1]?.();
    await next;
  });

  test('because the group has moved on tells this batch, not the next one', async () => {
    const { controls, gates, handling, handler, first } = await handleSlowly(errorOfType('UNKNOWN_MEMBER_ID'));
    expect(controls[0]?.signal.aborted).toBe(true);
    gates[0]?.();
    await handling;
    expect(first.commits).toEqual([]);
    const next = handler(payload(5n, async () => undefined).given);
    expect(controls[1]?.stale()).toBe(false);
    gates[1]?.();
    await next;
  });
});

test('a batch of a partition whose place is being looked up is not handed over and not passed over', async () => {
  const { session, seeks } = given(async () => {
    throw new Error('must not be called');
  });
  session.claiming.add('t/0');
  await createBatchHandler(session)(payload(7n, async () => undefined).given);
  expect(seeks).toEqual(['7']);
});

test('a failed batch is sought again', async () => {
  const { session, seeks } = given(async () => {
    throw new Error('database away');
  });
  const { given: handed, commits } = payload(7n, async () => undefined);
  await createBatchHandler(session)(handed);
  expect(seeks).toEqual(['7']);
  expect(commits).toEqual([]);
});

test('a long batch is committed as far as it is handled, once a second', async () => {
  const { session } = given(async (_, control) => {
    for (const offset of [5n, 6n, 7n, 8n]) {
      vi.advanceTimersByTime(600);
      await control.handled(offset);
    }
  });
  const { given: handed, commits } = payload(5n, async () => undefined);
  await createBatchHandler(session)(handed);
  const offsets = commits.map((commit) => JSON.stringify(commit).match(/"offset":"(\d+)"/)?.[1]);
  expect(offsets).toEqual(['7', '9', '10']);
});

test('what belongs to another member by now is not committed', async () => {
  const { session } = given(async (_, control) => {
    session.generation += 1;
    vi.advanceTimersByTime(5_000);
    await control.handled(6n);
  });
  const { given: handed, commits } = payload(5n, async () => undefined);
  await createBatchHandler(session)(handed);
  expect(commits).toEqual([]);
});

describe('records that are left for later', () => {
  const leaveFrom7 = () => given(async (_, control) => control.later(7n, 30_000));

  test('come again after the pause, and what is before them is committed', async () => {
    const { session, seeks, pauses } = leaveFrom7();
    const { given: handed, commits } = payload(5n, async () => undefined);
    await createBatchHandler(session)(handed);
    expect(commits).toEqual([{ topics: [{ topic: 't', partitions: [{ partition: 0, offset: '7' }] }] }]);
    expect(seeks).toEqual(['7']);
    await vi.advanceTimersByTimeAsync(29_900);
    expect(pauses).toEqual(['paused']);
    await vi.advanceTimersByTimeAsync(200);
    expect(pauses).toEqual(['paused', 'resumed']);
  });

  test('are not resumed by whoever had the partition before a rebalance', async () => {
    const { session, pauses } = leaveFrom7();
    await createBatchHandler(session)(payload(5n, async () => undefined).given);
    session.generation += 1;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(pauses).toEqual(['paused']);
  });
});
