import { describe, expect, test } from 'vitest';
import { decodeOffsetFetch, encodeOffsetFetch } from './committed-offsets.ts';
import { decodeClassicGroups } from './decode-classic-groups.ts';
import { decodeMemberGroups } from './decode-member-groups.ts';
import { decodeStreamsGroups } from './decode-streams-groups.ts';
import { encodeDescribe } from './describe-groups.ts';
import { decodeListGroups, encodeListGroups } from './list-groups.ts';
import { decodeListOffsets, earliestOffset, encodeListOffsets, isolation, latestOffset } from './list-offsets.ts';
import recorded from './recorded-groups.json' with { type: 'json' };
import { decodeShareOffsets, encodeShareOffsets } from './share-offsets.ts';

/** What a real broker was asked about a group of each protocol, and answered: bytes behind the correlation id. */
function recordedOf(api: string, nth = 0): { request: string; answer: Buffer } {
  const found = recorded.answers.filter((one) => one.api === api)[nth];
  if (!found) throw new Error(`Nothing is recorded of ${api}`);
  return { request: found.request, answer: Buffer.from(found.answer, 'hex') };
}

const decoders: Record<string, (answer: Buffer) => unknown> = {
  ListGroups: (answer) => decodeListGroups(answer, 5),
  DescribeGroups: (answer) => decodeClassicGroups(answer, 6),
  ConsumerGroupDescribe: (answer) => decodeMemberGroups(answer, { instanceIds: true, memberTypes: true }),
  ShareGroupDescribe: (answer) => decodeMemberGroups(answer, { instanceIds: false, memberTypes: false }),
  StreamsGroupDescribe: decodeStreamsGroups,
  OffsetFetch: decodeOffsetFetch,
  DescribeShareGroupOffsets: (answer) => decodeShareOffsets(answer, 1),
  ListOffsets: decodeListOffsets,
};

describe('an answer that is cut off is refused, wherever the cut is', () => {
  test.each(Object.entries(decoders))('%s', (api, decode) => {
    const { answer } = recordedOf(api);
    expect(decode(answer)).toBeTruthy();
    // The last byte says that no tags follow, and nobody reads on to it.
    for (let length = 0; length < answer.length - 1; length++) {
      expect(() => decode(answer.subarray(0, length)), `${length} bytes`).toThrow(RangeError);
    }
  });
});

test('the requests are the bytes that the broker understood', () => {
  const partitions = new Map([['orders', [0, 1].map((partition) => ({ topic: 'orders', partition }))]]);
  const ends = (timestamp: number, isolationLevel: 0 | 1) =>
    encodeListOffsets(partitions, { timestamp, isolationLevel });
  const written: [api: string, body: Buffer, nth?: number][] = [
    ['ListGroups', encodeListGroups(5)],
    ['DescribeGroups', encodeDescribe(['classic-group', 'no-classic'])],
    ['ConsumerGroupDescribe', encodeDescribe(['consumer-group', 'no-consumer'])],
    ['ShareGroupDescribe', encodeDescribe(['share-group', 'no-share'])],
    ['StreamsGroupDescribe', encodeDescribe(['streams-group', 'no-streams'])],
    ['DescribeShareGroupOffsets', encodeShareOffsets(['share-group', 'no-share'])],
    ['ListOffsets', ends(earliestOffset, isolation.readUncommitted), 0],
    ['ListOffsets', ends(latestOffset, isolation.readCommitted), 1],
    ['ListOffsets', ends(latestOffset, isolation.readUncommitted), 2],
  ];
  for (const [api, body, nth] of written) expect(body.toString('hex'), api).toBe(recordedOf(api, nth).request);
  const groups = ['commits-only', 'consumer-group', 'classic-group', 'streams-group'];
  const all = [...groups, 'no-classic', 'no-consumer', 'no-streams'];
  expect(encodeOffsetFetch(all).toString('hex')).toBe(recordedOf('OffsetFetch').request);
});

test('groups are listed with their protocol and state', () => {
  const listed = decodeListGroups(recordedOf('ListGroups').answer, 5);
  expect(listed).toEqual({
    problem: null,
    groups: [
      { group: 'commits-only', protocol: 'classic', protocolType: '', state: 'empty' },
      { group: 'consumer-group', protocol: 'consumer', protocolType: 'consumer', state: 'stable' },
      { group: 'classic-group', protocol: 'classic', protocolType: 'consumer', state: 'stable' },
      { group: 'streams-group', protocol: 'streams', protocolType: 'streams', state: 'stable' },
      { group: 'share-group', protocol: 'share', protocolType: 'share', state: 'stable' },
    ],
  });
});

describe('members are told with what they were assigned, and a group that is not there is told so', () => {
  const member = (name: string, more: object) => ({
    memberId: expect.stringMatching(/\w{8}/),
    instanceId: null,
    clientId: name,
    host: '127.0.0.1',
    assigned: [0, 1].map((partition) => ({ topic: 'orders', partition })),
    subscribed: ['orders'],
    ...more,
  });
  test.each([
    ['DescribeGroups', 'classic', 'range', null, 'classic-member'],
    ['ConsumerGroupDescribe', 'consumer', 'uniform', 2, 'consumer-member'],
    ['ShareGroupDescribe', 'share', 'simple', 3, 'share-member'],
    ['StreamsGroupDescribe', 'streams', null, 2, 'streams-member-StreamThread-1-consumer'],
  ])('%s', (api, protocol, assignor, epoch, clientId) => {
    const described = decoders[api]?.(recordedOf(api).answer);
    expect(described).toHaveLength(2);
    expect(described).toContainEqual({
      group: `${protocol}-group`,
      problem: null,
      description: { state: 'stable', assignor, epoch, members: [member(clientId, { epoch })] },
    });
    const gone = { group: `no-${protocol}`, problem: 'The group is no longer there' };
    expect(described).toContainEqual(expect.objectContaining(gone));
  });
});

test('what groups have committed', () => {
  const at = (partition: number, offset: bigint) => ({ topic: 'orders', partition, offset, lag: null, problem: null });
  expect(Object.fromEntries(decodeOffsetFetch(recordedOf('OffsetFetch').answer))).toEqual({
    'commits-only': { offsets: [at(1, 4n)] },
    'consumer-group': { offsets: [at(0, 5n)] },
    'classic-group': { offsets: [at(0, 5n)] },
    'streams-group': { offsets: [at(0, 10n), at(1, 10n)] },
    'no-classic': { offsets: [] },
    'no-consumer': { offsets: [] },
    'no-streams': { offsets: [] },
  });
});

test('a share group has done 5 of 10 records although its offset stands still', () => {
  const { offsets } = Object(decodeShareOffsets(recordedOf('DescribeShareGroupOffsets').answer, 1).get('share-group'));
  expect(offsets).toEqual([
    { topic: 'orders', partition: 0, offset: 0n, lag: 5n, problem: null },
    { topic: 'orders', partition: 1, offset: 0n, lag: 10n, problem: null },
  ]);
});

test('where a partition begins and ends', () => {
  const offsets = [0, 1, 2].map((nth) =>
    decodeListOffsets(recordedOf('ListOffsets', nth).answer).map((one) => one.offset),
  );
  expect(offsets).toEqual([
    [0n, 0n],
    [10n, 10n],
    [10n, 10n],
  ]);
});
