import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RecentRefs, WrittenRefs } from './written-refs.ts';

function written(...refs: [flow: string, hour: number, kind: number, key: string][]): WrittenRefs {
  const all = new WrittenRefs();
  for (const ref of refs) all.add(...ref);
  return all;
}

test('a ref is known under its own flow, hour, kind and key alone', () => {
  const refs = written(['f', 1, 2, 'k']);
  expect(refs.has('f', 1, 2, 'k')).toBe(true);
  const others: Parameters<WrittenRefs['has']>[] = [
    ['g', 1, 2, 'k'],
    ['f', 2, 2, 'k'],
    ['f', 1, 3, 'k'],
    ['f', 1, 2, 'l'],
  ];
  for (const other of others) expect(refs.has(...other)).toBe(false);
});

test('a new hour forgets the one before, so that each hour has its rows', () => {
  const refs = written(['f', 1, 2, 'k'], ['f', 2, 2, 'k']);
  expect(refs.has('f', 1, 2, 'k')).toBe(false);
  expect(refs.has('f', 2, 2, 'k')).toBe(true);
});

test('the newest are remembered, what is old is forgotten', () => {
  const recent = new RecentRefs(10);
  recent.addAll(written(['f', 1, 2, 'k']));
  for (let n = 0; n < 9; n += 1) recent.addAll(written([`g${n}`, 1, 2, 'k']));
  expect(recent.has('f', 1, 2, 'k')).toBe(true);
  for (let n = 0; n < 20; n += 1) recent.addAll(written([`h${n}`, 1, 2, 'k']));
  expect(recent.has('f', 1, 2, 'k')).toBe(false);
  expect(recent.has('h19', 1, 2, 'k')).toBe(true);
});

test('it answers like a plain set, also for a flow with very many refs', () => {
  const ref = fc.tuple(
    fc.constantFrom('f', 'g'),
    fc.constant(1),
    fc.integer({ min: 1, max: 3 }),
    fc.nat(60).map(String),
  );
  fc.assert(
    fc.property(fc.array(ref, { maxLength: 300 }), ref, (added, asked) => {
      const plain = new Set(added.map(String));
      const refs = new WrittenRefs();
      for (const one of added) if (!refs.has(...one)) refs.add(...one);
      expect(refs.has(...asked)).toBe(plain.has(String(asked)));
      expect(Array.from(refs.entries(), String).sort()).toEqual([...plain].sort());
    }),
  );
});
