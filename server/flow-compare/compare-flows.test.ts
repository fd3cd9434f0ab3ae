import { describe, expect, test } from 'vitest';
import type { FlowEvent } from '#schemas/api/flow.ts';
import { type SampleEvent, sampleFlow } from '#server/platform/testing/index.ts';
import { compareFlows } from './compare-flows.ts';

/** Events of which each names the one before it as its cause, or the one that is given. */
function chain(...types: (string | (SampleEvent & { after?: number }))[]): SampleEvent[] {
  return types.map((given, place) => {
    const { after = place - 1, ...event } = typeof given === 'string' ? { type: given } : given;
    return { cause: after < 0 ? null : causedBy(`e-${after}`), ...event };
  });
}

function causedBy(id: string): FlowEvent['cause'] {
  return { id, kind: 'event', evidence: 'causation_id', reason: null };
}

const good = chain('order.created', 'payment.authorized', 'order.confirmed', 'restaurant.order_accepted');
const refused = chain(
  'order.created',
  'payment.authorized',
  'order.confirmed',
  'restaurant.order_rejected',
  'order.cancelled',
);

const compare = (a: SampleEvent[], b: SampleEvent[]) => compareFlows(sampleFlow(a), sampleFlow(b));
const marks = (a: SampleEvent[], b: SampleEvent[]) =>
  compare(a, b).steps.map(({ type, difference }) => `${type} ${difference ?? 'alike'}`);

describe('given two flows that go the same way', () => {
  test('they are alike, whatever their ids and times', () => {
    const later = good.map((event, place) => ({ ...event, time: `2026-11-29T10:00:0${place * 2}.000Z` }));
    const { firstDivergence, story, steps } = compare(later, good);
    expect(firstDivergence).toBeNull();
    expect(story).toContain('Both went the same way: 4 steps');
    expect(steps.map(({ difference, deltaMs }) => [difference, deltaMs])).toEqual([
      [null, 0],
      [null, 1000],
      [null, 1000],
      [null, 1000],
    ]);
  });

  test('the order in time of what has different causes does not matter', () => {
    const a = chain(
      'order.confirmed',
      { type: 'payment.captured', after: 0 },
      { type: 'restaurant.order_ready', after: 0 },
    );
    const b = chain(
      'order.confirmed',
      { type: 'restaurant.order_ready', after: 0 },
      { type: 'payment.captured', after: 0 },
    );
    expect(marks(a, b).every((mark) => mark.endsWith('alike'))).toBe(true);
  });

  test('what came again counts as what failed, not as a step', () => {
    const dead: SampleEvent = { type: 'order.created', eventId: 'e-0', role: 'dead_letter', copyOf: 't/0/0' };
    const { steps, firstDivergence } = compare([...good, dead], good);
    expect(steps).toHaveLength(4);
    expect(firstDivergence).toBeNull();
    expect(steps[0]?.differences).toEqual([{ kind: 'failures', detail: 'failed once, there never' }]);
  });
});

describe('given two flows that part', () => {
  test('the first divergence is the step after which they went on differently, and the story names both', () => {
    const { firstDivergence, steps, story } = compare(refused, good);
    expect(steps.map(({ difference }) => difference)).toEqual([null, null, null, 'only_a', 'only_a', 'only_b']);
    expect(firstDivergence).toBe(3);
    expect(story).toContain(
      'after order.confirmed this flow went on with restaurant.order_rejected, the other with restaurant.order_accepted.',
    );
  });

  test('what one of them has not told yet is where they part', () => {
    const { firstDivergence, story } = compare(good.slice(0, 3), good);
    expect(firstDivergence).toBe(3);
    expect(story).toContain('the other flow went on with restaurant.order_accepted; this one has not told it.');
  });

  test('the same event for another reason is told so', () => {
    const byCall = chain('order.created', {
      type: 'order.cancelled',
      cause: { id: 'r-1', kind: 'request', evidence: 'causation_id', reason: null },
    });
    const request = {
      id: 'r-1',
      method: 'POST',
      route: '/orders/{id}/cancel',
      status: 200,
      service: 'orders',
      startedAt: '2026-11-28T12:00:00.900Z',
      durationMs: 5,
      traceId: 't',
      spanId: 's',
      parent: null,
    };
    const compared = compareFlows(
      sampleFlow(byCall, { requests: [request] }),
      sampleFlow(chain('order.created', 'order.cancelled')),
    );
    expect(compared.firstDivergence).toBe(1);
    expect(compared.steps[1]?.differences[0]).toEqual({
      kind: 'cause',
      detail: 'caused by POST /orders/{id}/cancel, there by order.created',
    });
    expect(compared.steps[1]?.a?.tookMs).toBe(100);
  });

  test('a reason that only one of them shows is no difference', () => {
    const unknown = [...chain('order.created'), { type: 'order.cancelled' }];
    expect(marks(unknown, chain('order.created', 'order.cancelled'))).toEqual([
      'order.created alike',
      'order.cancelled alike',
    ]);
  });
});

describe('given events of one type for one reason', () => {
  const notice = (kind: string, after = 0) => ({
    type: 'notification.requested',
    after,
    data: { recipient: { kind, id: 'x' } },
  });

  test('each is held against the one that is most alike', () => {
    const a = chain('order.confirmed', notice('customer'), notice('restaurant'));
    const b = chain('order.confirmed', notice('restaurant'), notice('customer'));
    expect(marks(a, b)).toEqual([
      'order.confirmed alike',
      'notification.requested alike',
      'notification.requested alike',
    ]);
  });
});

describe('what the payloads say', () => {
  const created = (data: object, version = 2): SampleEvent => ({ type: 'order.created', version, data });

  test('differs by JSON pointer; ids, times and measured durations are counted apart', () => {
    const [step] = compare(
      [created({ order_id: 'A', total_cents: 1900, note: 'Ring' })],
      [created({ order_id: 'B', total_cents: 2400 })],
    ).steps;
    expect(step?.payload).toEqual([
      { pointer: '/total_cents', a: 1900, b: 2400 },
      { pointer: '/note', a: 'Ring', b: null },
    ]);
    expect(step?.ordinary).toBe(1);
    expect(step?.difference).toBe('payload');
  });

  test('in another version is told before, and in the story', () => {
    const { steps, story, firstDivergence } = compare([created({}, 1)], [created({}, 2)]);
    expect(steps[0]?.differences[0]).toEqual({ kind: 'version', detail: 'version 1, there version 2' });
    expect(story).toContain('1 step was told in another version.');
    expect(firstDivergence).toBeNull();
  });

  test('nested too deep is not compared', () => {
    const deep = JSON.parse(`${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`);
    expect(compare([created(deep)], [created({})]).steps[0]?.payload).toEqual([]);
  });
});

test('a flow of which not all was read says so', () => {
  const cut = sampleFlow(good, { shown: { events: 4, of: 9000 } });
  expect(compareFlows(cut, sampleFlow(good)).problems).toEqual([
    { what: 'this flow', detail: 'Only 4 of its 9000 records are compared.' },
  ]);
});

test('two flows of a thousand events of one type are compared without weighing each against each', () => {
  const many = Array.from({ length: 1000 }, (): SampleEvent => ({ type: 'x.y', cause: null, data: { a: 1 } }));
  expect(compare(many, many).steps).toHaveLength(1000);
});
