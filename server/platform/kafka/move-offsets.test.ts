import { expect, test } from 'vitest';
import { decodeOffsetCommit, decodeOffsetDelete, encodeOffsetCommit, encodeOffsetDelete } from './move-offsets.ts';

const moves = [
  { topic: 'ab', partition: 1, offset: 7n },
  { topic: 'c', partition: 0, offset: null },
  { topic: 'ab', partition: 2, offset: 2n ** 40n },
];

test('a commit of no member groups partitions by topic', () => {
  expect(
    encodeOffsetCommit(
      'g',
      moves.filter(({ offset }) => offset !== null),
    ).toString('hex'),
  ).toBe(
    [
      ...['000167', 'ffffffff', '0000'],
      ...['00000001', '00026162', '00000002'],
      ...['00000001', '0000000000000007', 'ffff'],
      ...['00000002', '0000010000000000', 'ffff'],
    ].join(''),
  );
});

test('taking a commit away names the partition alone', () => {
  expect(
    encodeOffsetDelete(
      'g',
      moves.filter(({ offset }) => offset === null),
    ).toString('hex'),
  ).toBe(['000167', '00000001', '000163', '00000001', '00000000'].join(''));
});

test('answers are told partition by partition', () => {
  const answers = Buffer.from('0000000100026162000000020000000100000000000200190000'.slice(0, -4), 'hex');
  const wanted = [
    { topic: 'ab', partition: 1, code: 0 },
    { topic: 'ab', partition: 2, code: 25 },
  ];
  expect(decodeOffsetCommit(Buffer.concat([Buffer.alloc(4), answers]))).toEqual(wanted);
  const refused = Buffer.concat([Buffer.from('0044', 'hex'), Buffer.alloc(4), answers]);
  expect(decodeOffsetDelete(refused)).toEqual({ code: 68, answers: wanted });
});
