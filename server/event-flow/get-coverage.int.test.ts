import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claimPositions } from './claim-positions.ts';
import type { StoreState } from './flow-store.ts';
import { getCoverage } from './get-coverage.ts';
import { recordGap } from './record-gap.ts';
import { recordLogEnds } from './record-log-ends.ts';
import { batchOf, createTestStore, sampleRecord, type TestStore } from './test-store.ts';
import { writeBatches } from './write-batches.ts';

let store: TestStore;
let state: StoreState;
const topic = 'order-events';

beforeAll(async () => {
  store = await createTestStore();
  state = await store.open();
  await claimPositions(state, 'me', [{ topic, partition: 0 }]);
  await recordLogEnds(state, [{ topic, partition: 0, logStart: 0n, logEnd: 0n }]);
});
afterAll(() => store.close());

describe('what pages say of the index', () => {
  const ofTopic = async (name: string) => (await getCoverage(store.pool)).topics.find((each) => each.topic === name);

  test('behind is what Kafka holds beyond it, null while that is not known', async () => {
    await claimPositions(state, 'me', [{ topic: 'other-events', partition: 0 }]);
    expect(await ofTopic('other-events')).toMatchObject({ behind: null, from: null, to: null });
    await recordLogEnds(state, [{ topic: 'other-events', partition: 0, logStart: 10n, logEnd: 25n }]);
    expect(await ofTopic('other-events')).toMatchObject({ behind: '15', gaps: 0 });
    await writeBatches(state, {
      owner: 'me',
      batches: [batchOf([sampleRecord()], { topic: 'other-events', from: 10n })],
    });
    await recordLogEnds(state, [{ topic: 'other-events', partition: 0, logStart: 10n, logEnd: 11n }]);
    expect(await ofTopic('other-events')).toMatchObject({ behind: '0' });
  });

  test('it is complete only without gaps and while that is fresh', async () => {
    await recordLogEnds(state, [{ topic, partition: 0, logStart: 0n, logEnd: 0n }]);
    expect(await getCoverage(store.pool)).toMatchObject({ complete: true });
    await recordGap(state, { owner: 'me', topic: 'other-events', partition: 0, from: 11n, to: 12n, reason: 'lost' });
    expect(await getCoverage(store.pool)).toMatchObject({ complete: false });
    await store.pool.query('delete from gap');
    await store.pool.query(`update index_offset set log_at = now() - interval '1 minute'`);
    expect(await getCoverage(store.pool)).toMatchObject({ complete: false });
  });
});
