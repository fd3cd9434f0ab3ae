import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { orderByCause } from './order-by-cause.ts';
import type { FlowEventRow } from './read-flow-events.ts';
import { sampleRow } from './sample-row.ts';

const row = (offset: string, eventMs: number) => sampleRow(`t/0/${offset}`, { eventMs });
const names = (events: FlowEventRow[]) => events.map(({ offset }) => offset).join('');

function order(events: FlowEventRow[], before: Record<string, string> = {}): FlowEventRow[] {
  const causeOf = ({ offset }: FlowEventRow) => (Object.hasOwn(before, offset) ? `t/0/${before[offset]}` : null);
  return orderByCause(events, { time: ({ eventMs }) => eventMs, before: causeOf });
}

describe('the order of events', () => {
  test('is by time, then by place in the log', () => {
    expect(names(order([row('10', 1), row('9', 1), row('3', 0)]))).toBe('3910');
  });

  test('puts a cause before its effects although its clock is ahead', () => {
    expect(names(order([row('3', 1), row('2', 2), row('1', 3)], { '3': '2', '2': '1' }))).toBe('123');
  });

  test('keeps every event once, whatever causes whatever, in rings and by causes that are not there', () => {
    const some = fc.array(fc.record({ cause: fc.option(fc.nat(14)), time: fc.nat(5) }), { maxLength: 12 });
    fc.assert(
      fc.property(some, (all) => {
        const events = all.map(({ time }, index) => row(String(index), time));
        const before = all.flatMap(({ cause }, index) => (cause === null ? [] : [[String(index), String(cause)]]));
        const ordered = order(events, Object.fromEntries(before));
        expect(new Set(ordered)).toEqual(new Set(events));
        expect(ordered).toHaveLength(events.length);
      }),
    );
  });
});
