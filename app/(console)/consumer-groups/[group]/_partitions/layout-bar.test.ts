import { expect, test } from 'vitest';
import { layoutBar } from './layout-bar.ts';

test('without the ends of the log there is nothing to draw', () => {
  expect(layoutBar({ logStart: null, committed: '5', logEnd: '9' })).toEqual({ kind: 'unknown' });
  expect(layoutBar({ logStart: '5', committed: '5', logEnd: '5' })).toEqual({ kind: 'empty' });
});

test('nothing committed is not the same as nothing read', () => {
  expect(layoutBar({ logStart: '0', committed: null, logEnd: '9' })).toMatchObject({ read: null });
  expect(layoutBar({ logStart: '0', committed: '0', logEnd: '9' })).toMatchObject({ read: 0, isLost: false });
});

test('a commit that retention has passed is a loss, also where the log is empty since', () => {
  expect(layoutBar({ logStart: '100', committed: '40', logEnd: '200' })).toEqual({
    kind: 'log',
    read: 0,
    isLost: true,
  });
  expect(layoutBar({ logStart: '100', committed: '40', logEnd: '100' })).toMatchObject({ isLost: true });
});

test('shares are to scale, whatever the size of offsets; a commit beyond the end has read everything', () => {
  const far = 9_000_000_000_000_000_000n;
  const at = (offset: bigint) => (far + offset).toString();
  expect(layoutBar({ logStart: at(0n), committed: at(250n), logEnd: at(1000n) })).toMatchObject({ read: 0.25 });
  expect(layoutBar({ logStart: '0', committed: '12', logEnd: '10' })).toMatchObject({ read: 1 });
});
