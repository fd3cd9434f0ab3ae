import { describe, expect, test } from 'vitest';
import { type SampleEvent, sampleFlow } from '#server/platform/testing/index.ts';
import { buildFlowState } from './build-flow-state.ts';

const created: SampleEvent = { type: 'order.created', data: { order_id: 'A', total_cents: 1900 } };
const authorized: SampleEvent = { type: 'payment.authorized', data: { order_id: 'A', amount_cents: 1900 } };
const confirmed: SampleEvent = { type: 'order.confirmed', data: { order_id: 'A' } };
const accepted: SampleEvent = { type: 'restaurant.order_accepted', data: { order_id: 'A' } };
const preparing: SampleEvent = { type: 'order.updated', data: { order_id: 'A', status: 'preparing' } };
const cancelled: SampleEvent = { type: 'order.cancelled', data: { order_id: 'A', reason: 'customer_request' } };
const refunded: SampleEvent = { type: 'payment.refunded', data: { order_id: 'A', was: 'authorized' } };
const cooking = [created, authorized, confirmed, accepted, preparing];

const stateOf = (samples: readonly SampleEvent[], after: string | null = null) =>
  buildFlowState(sampleFlow(samples), after);

describe('what cannot be folded', () => {
  test('an event that the flow does not have is not found, and the answer says what was searched', () => {
    expect(() => stateOf(cooking, 'e-99')).toThrow('No event e-99 is among the 5 of 5 records');
  });

  test.each([
    ['no payload', null],
    ['a list', [1]],
    ['a payload nested too deep', JSON.parse(`${'{"a":'.repeat(200)}1${'}'.repeat(200)}`)],
  ])('%s is left out and said so', (_, data) => {
    const { state, problems } = stateOf([created, { type: 'order.confirmed', data: data ?? 'null' }]);
    expect(state).toMatchObject({ status: 'placed' });
    expect(problems).toMatchObject([{ what: 'order.confirmed', detail: expect.stringContaining('left out') }]);
  });

  test('an order whose creation is not there is merged from what its events say', () => {
    const { mode, state, problems } = stateOf([confirmed, preparing]);
    expect(mode).toBe('patch');
    expect(state).toMatchObject({ order_id: 'A', status: 'preparing' });
    expect(problems).toMatchObject([{ detail: expect.stringContaining('cannot begin with order.confirmed') }]);
  });

  test('a field called __proto__ stays a field', () => {
    const { state } = stateOf([{ type: 'x.y', data: JSON.parse('{"__proto__": {"isAdmin": true}}') }]);
    expect(Reflect.get(Object(state), 'isAdmin')).toBeUndefined();
  });

  test('nothing told: no state, and no pretence of one', () => {
    expect(stateOf([])).toMatchObject({ state: null, after: null, steps: [], views: [] });
  });
});

describe('the order', () => {
  test('is what it was after an event, named by its id or its record, with what changed', () => {
    const after = stateOf(cooking, 'e-4');
    expect(after).toMatchObject({
      aggregate: 'order',
      id: 'A',
      service: 'orders',
      mode: 'domain',
      status: 'preparing',
    });
    expect(after.changed).toEqual(['/status', '/updated_at']);
    expect(after.before).toContainEqual({ pointer: '/status', value: 'confirmed' });
    expect(stateOf(cooking, 't/0/4').state).toEqual(after.state);
    expect(stateOf(cooking, 'e-0').state).toMatchObject({ status: 'placed', payment_id: null });
  });

  test('is not changed by what others tell, nor by what comes again', () => {
    expect(stateOf(cooking, 'e-3')).toMatchObject({ status: 'confirmed', changed: [] });
    const again = { ...created, eventId: 'e-0' };
    const retry: SampleEvent = { ...created, eventId: 'e-0', role: 'retry', copyOf: 't/0/0', group: 'payments' };
    const twice = stateOf([...cooking, again, retry]);
    expect(twice.state).toEqual(stateOf(cooking).state);
    expect(twice.steps).toHaveLength(5);
  });

  test('in an older version says what the newest would', () => {
    const old = { ...created, version: 1, data: { order_id: 'A' } };
    expect(stateOf([old]).state).toMatchObject({ channel: 'unknown' });
  });

  test('is the one that the event is about, where a correlation id names two', () => {
    const other = { type: 'order.created', data: { order_id: 'B', total_cents: 5 } };
    expect(stateOf([...cooking, other], 'e-5')).toMatchObject({ id: 'B', status: 'placed' });
    expect(stateOf([...cooking, other], 'e-4')).toMatchObject({ id: 'A', status: 'preparing' });
  });

  test('stands beside what the others believe, each as far as it has told', () => {
    const { views } = stateOf(cooking, 'e-2');
    expect(views).toMatchObject([
      { service: 'payments', aggregate: 'payment', status: 'authorized' },
      { service: 'restaurants', aggregate: 'ticket', status: null, state: null },
    ]);
    expect(stateOf(cooking).steps.map(({ changes }) => changes)).toEqual([
      ['order'],
      ['payment'],
      ['order'],
      ['ticket'],
      ['order'],
    ]);
  });
});

describe('disagreement', () => {
  test('there is none on the way that all know', () => {
    expect(stateOf(cooking).disagreements).toEqual([]);
  });

  test('lasts from the event that made it to the one that settled it', () => {
    const { disagreements } = stateOf([...cooking, cancelled, refunded], 'e-5');
    const money = disagreements.find(({ other }) => other.service === 'payments');
    expect(money).toMatchObject({
      detail: 'payments believes authorized, orders believes cancelled',
      since: { eventId: 'e-5' },
      until: { eventId: 'e-6' },
      lastedMs: 1000,
      holds: true,
      why: null,
    });
    expect(
      stateOf([...cooking, cancelled, refunded]).disagreements.find(({ other }) => other.service === 'payments'),
    ).toMatchObject({ holds: false });
  });

  test('of a service that tells nothing of it says so', () => {
    const { disagreements } = stateOf([...cooking, cancelled, refunded]);
    expect(disagreements.find(({ other }) => other.service === 'restaurants')).toMatchObject({
      detail: 'restaurants believes accepted, orders believes cancelled',
      until: null,
      holds: true,
      why: expect.stringContaining('restaurants tells no event that a kitchen stops'),
    });
  });

  test('of a service whose copy is a dead letter names that', () => {
    const dead: SampleEvent = {
      ...cancelled,
      eventId: 'e-5',
      role: 'dead_letter',
      copyOf: 't/0/5',
      group: 'restaurants',
      failure: { type: 'TypeError', message: 'no ticket' },
    };
    const [first] = stateOf([...cooking, cancelled, dead]).disagreements.filter(
      ({ other }) => other.service === 'restaurants',
    );
    expect(first?.why).toBe('order.cancelled is a dead letter of restaurants (TypeError: no ticket).');
  });

  test('is also two values of one fact', () => {
    const less = { ...authorized, data: { order_id: 'A', amount_cents: 1500 } };
    expect(stateOf([created, less]).disagreements).toMatchObject([
      {
        detail: 'payments has 1500, orders has 1900 as the amount',
        owner: { pointer: '/total_cents', believes: 1900 },
        other: { pointer: '/amount_cents', believes: 1500 },
      },
    ]);
  });
});

describe('a flow of which nobody publishes a fold', () => {
  const foreign: SampleEvent[] = [
    { type: 'invoice.made', service: 'billing', data: { id: 7, lines: [1], note: 'x' } },
    { type: 'invoice.sent', service: 'mail', data: { lines: [1, 2], note: null, to: 'y' } },
  ];

  test('is merged, event by event', () => {
    const { mode, state, changed, service } = buildFlowState(sampleFlow(foreign, { business: null }), null);
    expect({ mode, state, service }).toEqual({
      mode: 'patch',
      state: { id: 7, lines: [1, 2], to: 'y' },
      service: null,
    });
    expect(changed).toEqual(['/lines/1', '/to', '/note']);
  });

  test('beside it what each service has told; whether that contradicts nobody can say', () => {
    const { views, disagreements } = stateOf(foreign);
    expect(views.map(({ service, state }) => [service, state])).toEqual([
      ['billing', { id: 7, lines: [1], note: 'x' }],
      ['mail', { lines: [1, 2], to: 'y' }],
    ]);
    expect(disagreements).toEqual([]);
  });
});
