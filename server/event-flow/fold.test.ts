import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDeltas, deltaOf, type FlowDelta, type FoldRow } from './fold.ts';

const row: fc.Arbitrary<FoldRow> = fc.record({
  correlation: fc.constant('c'),
  name: fc.constant('c'),
  eventMs: fc.nat(50),
  tsMs: fc.nat(50),
  type: fc.integer({ min: -1, max: 150 }),
  facet: fc.integer({ min: -1, max: 150 }),
  service: fc.integer({ min: -1, max: 150 }),
  problem: fc.boolean(),
  standing: fc.constantFrom('under_way' as const, 'done' as const, 'failed' as const, null),
  deadTopic: fc.constantFrom(null, 3, 4),
});
const comparable = (delta: FlowDelta) => ({
  ...delta,
  facets: delta.facets.toSorted((a, b) => a - b),
  dead: new Set(delta.dead),
});

describe('adding to a flow’s summary', () => {
  test('gives the same in whatever order and grouping', () => {
    const rows = fc.array(row, { minLength: 1, maxLength: 150 });
    fc.assert(
      fc.property(rows, fc.infiniteStream(fc.nat()), (all, random) => {
        const deltas = all.map((each) => deltaOf(each));
        const forward = deltas.reduce((a, b) => addDeltas(a, b));
        while (deltas.length > 1) {
          const [a] = deltas.splice(next(random) % deltas.length, 1);
          const at = next(random) % deltas.length;
          const b = deltas[at];
          if (a && b) deltas[at] = addDeltas(b, a);
        }
        expect(comparable(deltas[0] ?? forward)).toEqual(comparable(forward));
      }),
    );
  });

  test('counts, and keeps the first and the last', () => {
    const at = (eventMs: number, type: number) =>
      deltaOf({
        correlation: 'c',
        name: null,
        eventMs,
        tsMs: eventMs,
        type,
        facet: type,
        service: 9,
        problem: type === 5,
        standing: type === 1 ? 'done' : null,
        deadTopic: null,
      });
    expect(addDeltas(addDeltas(at(20, 1), at(10, 5)), at(30, 6))).toEqual({
      name: null,
      startedMs: 10,
      lastMs: 30,
      lastTsMs: 30,
      lastType: 6,
      events: 3,
      problems: 1,
      facets: [1, 5, 6, 9],
      doneMs: 20,
      inProcess: true,
      failedMs: null,
      marks: new Map([[1, 20]]),
      dead: [],
    });
  });
});

function next(stream: Iterator<number>): number {
  return stream.next().value ?? 0;
}
