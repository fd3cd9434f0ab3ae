import { describe, expect, test } from 'vitest';
import type { FlowStep } from '#schemas/api/flow.ts';
import { builtInProcesses, type Process } from '#server/processes/index.ts';
import { type ToldEvent, tellFlow } from './tell-flow.ts';

const at = (time: string, type: string | null, data?: unknown): ToldEvent => ({
  type,
  eventMs: Date.parse(`2026-11-24T${time}Z`),
  data,
});
const order = { customer_id: 'c-2093', restaurant_name: 'Green Bowl', total_cents: 3140, currency: 'EUR' };
const step = { label: 'x', service: 'x', after: [], cause: {} };
const process: Process = {
  id: 'order',
  version: 1,
  title: 'An order',
  business: { kind: 'order', field: 'order_id' },
  gates: [],
  branches: [],
  compensations: [],
  starts: ['order.created'],
  steps: [
    { ...step, id: 'placed', event: 'order.created' },
    { ...step, id: 'captured', event: 'payment.captured' },
  ],
  ends: [{ event: 'order.cancelled', status: 'failed', label: 'cancelled' }],
  sentences: {
    'order.created': '{customer_id} ordered at {restaurant_name} for {total_cents|money}',
    'payment.captured': '{amount_cents|money} were paid',
    'payment.failed': 'the payment failed: {detail}',
    'order.cancelled': 'the order was {outcome|words}',
    'driver.location_updated': 'a position was sent',
  },
};
const tell = (...events: ToldEvent[]) =>
  tellFlow(events, { status: 'running', file: process, process: null, records: events.length });

describe('the story of a flow', () => {
  test('says how it began and what matters of what followed, from what was read', () => {
    const story = tell(
      at('12:04:10', 'order.created', order),
      at('12:05:00', 'driver.location_updated', {}),
      at('12:06:00', 'payment.captured', { amount_cents: 3140 }),
    );
    expect(story).toBe('At 12:04:10 UTC c-2093 ordered at Green Bowl for €31.40. By 12:06:00 UTC €31.40 were paid.');
  });

  test('leaves a sentence out rather than leave a hole in it', () => {
    expect(tell(at('12:04:10', 'order.created', order), at('12:05:00', 'payment.captured', { amount_cents: {} }))).toBe(
      'At 12:04:10 UTC c-2093 ordered at Green Bowl for €31.40.',
    );
  });

  test('tells bad news that is no step, once, without its full stop', () => {
    const failed = at('12:05:00', 'payment.failed', { detail: 'The card has expired.' });
    const story = tell(
      at('12:04:10', 'order.created', order),
      failed,
      failed,
      at('12:06:00', 'order.cancelled', { outcome: 'called_off' }),
    );
    expect(story).toContain('By 12:06:00 UTC the payment failed: The card has expired; the order was called off.');
  });

  test('takes no word from where objects keep their own', () => {
    const odd: Process = { ...process, sentences: { 'order.created': 'it is {constructor}' } };
    const told = tellFlow([at('12:04:10', 'order.created', {})], {
      status: 'running',
      file: odd,
      process: null,
      records: 1,
    });
    expect(told).toBe('Began with “order created” at 12:04:10 UTC.');
  });

  test('of a flow that no process describes tells types, numbers and times only', () => {
    const events = [at('12:00:00', 'stock.counted'), at('12:00:05', null)];
    expect(tellFlow(events, { status: null, file: null, process: null, records: 100_000 })).toBe(
      'Began with “stock counted” at 12:00:00 UTC. 100000 records; the last so far is a record without a type at 12:00:05 UTC.',
    );
    expect(tell()).toMatch(/Nothing/);
  });

  test('ends with what is late and why, else with what comes next', () => {
    const next: FlowStep = {
      id: 'ready',
      label: 'Food ready',
      state: 'current',
      event: 'restaurant.order_ready',
      service: 'restaurants',
      after: [],
      dueAt: '2026-11-24T12:20:00.000Z',
      dueBy: 'usual',
      at: null,
      eventId: null,
      record: null,
      usual: null,
      why: null,
    };
    const told = (status: 'running' | 'late' | 'stuck', ...steps: FlowStep[]) =>
      tellFlow([at('12:04:10', 'order.created', order)], {
        status,
        file: process,
        process: { id: 'order', version: 1, title: 'An order', branch: null, steps, end: null },
        records: 1,
      });
    const undated: FlowStep = { ...next, label: 'Money taken', dueAt: null };
    expect(told('running', undated, next)).toContain('. Next: “Food ready” from restaurants, by 12:20:00 UTC.');
    expect(told('running', undated)).toMatch(/Next: “Money taken” from restaurants\.$/);
    expect(told('stuck', next)).toMatch(/It is stuck: nothing will bring “Food ready” by itself any more\.$/);
    const late: FlowStep = { ...next, state: 'late', why: 'Usually it takes 5 s.' };
    expect(told('late', undated, late)).toMatch(
      /It is late: “Food ready” from restaurants was due by 12:20:00 UTC\. Usually it takes 5 s\.$/,
    );
  });

  test('cuts what is very long', () => {
    expect(tell(at('12:04:10', 'order.created', { ...order, restaurant_name: 'x'.repeat(5_000) })).length).toBeLessThan(
      300,
    );
  });

  test('lets no word of a payload reorder or break the sentence around it', () => {
    const told = tell(at('12:04:10', 'order.created', { ...order, restaurant_name: 'Sole\u202e\u2066\0\n\ud800' }));
    expect(told).toContain('Sole');
    expect(told).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
  });

  test('knows every sentence of the processes that come with the console', () => {
    for (const { sentences, steps, ends } of builtInProcesses()) {
      for (const { event } of [...steps, ...ends]) expect(sentences).toHaveProperty([event]);
      for (const template of Object.values(sentences))
        expect(template).toMatch(/^(?:[^{}]|\{\w+(?:\|(?:money|words))?\})+$/);
    }
  });
});
