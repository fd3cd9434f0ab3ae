import { describe, expect, test } from 'vitest';
import { eventSchema, listEvents, validateEvent } from './dictionary.ts';

const envelope = {
  event_id: '0198e0f2-6c1a-7d3e-9b55-2f6a1c08e4d7',
  event_time: '2026-11-24T12:04:10.112Z',
  source_service: 'somebody',
  correlation_id: 'c-1',
};

function exampleOf(schema: object): Record<string, unknown> {
  const examples: unknown = Reflect.get(schema, 'examples');
  return Array.isArray(examples) ? examples[0] : {};
}

describe('validateEvent', () => {
  test('a type that is not ours has no schema', () => {
    const event = { ...envelope, event_type: 'invoice.written', event_version: 1, data: {} };
    expect(validateEvent(event)).toEqual({ state: 'no_schema', errors: [] });
  });

  test('a version that is not ours has no schema', () => {
    const event = { ...envelope, event_type: 'order.created', event_version: 99, data: {} };
    expect(validateEvent(event)).toEqual({ state: 'no_schema', errors: [] });
  });

  test.each([null, 7, 'text', [], {}, { event_type: 1, event_version: 'x' }])(
    '%j has no schema and does not throw',
    (event) => {
      expect(validateEvent(event).state).toBe('no_schema');
    },
  );

  test('wrong data is invalid, and says where', () => {
    const event = { ...envelope, event_type: 'payment.captured', event_version: 1, data: { amount_cents: '12' } };
    const { state, errors } = validateEvent(event);
    expect(state).toBe('invalid');
    expect(errors).toContain('/data/amount_cents must be integer');
  });

  test('a broken envelope is invalid even when the data is right', () => {
    const schema = eventSchema('order.created', 1);
    const data = schema ? exampleOf(schema) : {};
    const event = { ...envelope, event_id: 'no uuid', event_type: 'order.created', event_version: 1, data };
    expect(validateEvent(event)).toEqual({ state: 'invalid', errors: ['/event_id must match format "uuid"'] });
  });

  test('a missing data is invalid, not a crash', () => {
    expect(validateEvent({ ...envelope, event_type: 'order.created', event_version: 1 }).state).toBe('invalid');
  });

  test('at most ten errors are told', () => {
    const event = { ...envelope, event_type: 'order.created', event_version: 1, data: { items: Array(40).fill({}) } };
    expect(validateEvent(event).errors).toHaveLength(10);
  });

  test('unknown fields are taken: readers are tolerant', () => {
    const schema = eventSchema('order.created', 1);
    const data = { ...(schema ? exampleOf(schema) : {}), colour: 'blue' };
    const event = { ...envelope, event_type: 'order.created', event_version: 1, data };
    expect(validateEvent(event).state).toBe('valid');
  });

  test.each(listEvents().map((entry) => [entry.type, entry] as const))('the example of %s is valid', (type, entry) => {
    const event = { ...envelope, event_type: type, event_version: entry.version, data: exampleOf(entry.schema) };
    expect(validateEvent(event)).toEqual({ state: 'valid', errors: [] });
    expect(entry.topic).toMatch(/-(events|positions)$/);
  });
});
