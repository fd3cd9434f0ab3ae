import { afterAll, beforeAll, expect, test } from 'vitest';
import { listReleases } from './list-releases.ts';
import { createSampleReceiver, post, request, type SampleReceiver, sample } from './sample-receiver.ts';
import { protobufBody, text } from './sample-requests.ts';
import { keepSpanRetention } from './span-partitions.ts';

let tested: SampleReceiver;
beforeAll(async () => {
  tested = await createSampleReceiver();
});
afterAll(() => tested.close());

const always = { fromMs: 0, toMs: Date.now() + 86_400_000 };

/** A record that a build reads for a group, as its span tells. */
function reads(group: string, build: string, startTimeUnixNano?: bigint) {
  const span = sample([text('messaging.system', 'kafka'), text('messaging.consumer.group.name', group)], { kind: 5 });
  if (startTimeUnixNano !== undefined) Object.assign(span, { startTimeUnixNano, endTimeUnixNano: startTimeUnixNano });
  return protobufBody({ ...request(span), resource: [text('service.version', build)] });
}

async function buildsFor(group: string) {
  return (await listReleases(tested.pool, group, always)).map(({ build, before }) => `${before} → ${build}`);
}

test('a build that begins to read for a group is a release, told once; the first of all is none', () =>
  tested.withReceiver(async ({ url }) => {
    for (const build of ['1.0', '1.1', '1.0', '1.1', '2.0']) {
      expect((await post(url, reads('drivers', build))).status).toBe(200);
    }
    expect((await post(url, reads('payments', '7'))).status).toBe(200);
    expect(await buildsFor('drivers')).toEqual(['1.1 → 2.0', '1.0 → 1.1']);
    expect(await buildsFor('payments')).toEqual([]);
    expect(await listReleases(tested.pool, 'drivers', { fromMs: 0, toMs: 1_000 })).toEqual([]);
    expect(await buildsFor('nobody\u0000')).toEqual([]);
  }));

test('a sender whose clock is wrong by years moves no release', () =>
  tested.withReceiver(async ({ url }) => {
    await post(url, reads('clocks', '1'));
    await post(url, reads('clocks', '2', 1_000_000_000n));
    const releases = await listReleases(tested.pool, 'clocks', {
      fromMs: Date.now() - 60_000,
      toMs: Date.now() + 60_000,
    });
    expect(releases).toMatchObject([{ build: '2', before: '1' }]);
  }));

test('names as long as they come keep no span from being stored', () =>
  tested.withReceiver(async ({ url }) => {
    const long = '🍜'.repeat(5_000);
    expect((await post(url, reads(long, long))).status).toBe(200);
    const { rows } = await tested.pool.query(
      `select octet_length(consumer_group) as "group", octet_length(build) as build from group_build where service = 'orders'
        order by octet_length(build) desc limit 1`,
    );
    expect(rows).toEqual([{ group: 1_000, build: 200 }]);
  }));

test('builds that nobody has seen for as long as spans are kept are forgotten', () =>
  tested.withReceiver(async ({ url }) => {
    for (const build of ['a', 'b']) await post(url, reads('old', build));
    await tested.pool.query(`update group_build set last_at = now() - interval '9 days' where build = 'a'`);
    await keepSpanRetention(tested.pool, { days: 7, bytes: Number.MAX_SAFE_INTEGER, now: new Date() });
    const { rows } = await tested.pool.query(`select build from group_build where consumer_group = 'old'`);
    expect(rows).toEqual([{ build: 'b' }]);
  }));
