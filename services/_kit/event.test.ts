import { describe, expect, test } from 'vitest';
import { eventHeaders, makeEvent } from './event.ts';
import { samplePicked } from './sample-records.ts';

const origin = { source: 'drivers', correlationId: 'flow-1', now: new Date('2026-11-24T12:00:00.000Z') };

describe('makeEvent', () => {
  test('refuses data that does not fit the schema, naming what is wrong', () => {
    const data = { ...samplePicked, order_id: '' };
    expect(() => makeEvent('delivery.picked_up', data, origin)).toThrow(/data\/order_id/);
  });

  test('refuses an empty correlation id', () => {
    expect(() => makeEvent('delivery.picked_up', samplePicked, { ...origin, correlationId: '' })).toThrow(
      /correlation_id/,
    );
  });

  test('refuses a type that its service does not declare, and says where to declare it', () => {
    const undeclared = () => makeEvent('delivery.picked_up', samplePicked, { ...origin, source: 'payments' });
    expect(undeclared).toThrow(/payments does not declare delivery.picked_up .* schemas\/services.json/);
  });

  test('carries time, source, flow and cause', () => {
    const event = makeEvent('delivery.picked_up', samplePicked, { ...origin, causationId: 'cause-1' });
    expect(event).toMatchObject({
      event_type: 'delivery.picked_up',
      event_version: 1,
      event_time: '2026-11-24T12:00:00.000Z',
      source_service: 'drivers',
      correlation_id: 'flow-1',
      causation_id: 'cause-1',
    });
  });

  test('has ids that sort by time: UUIDv7', () => {
    expect(makeEvent('delivery.picked_up', samplePicked, origin).event_id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
  });
});

describe('makeEvent in an older version', () => {
  const captured = {
    order_id: 'a',
    payment_id: '0193a1b0-0000-7000-8000-000000000001',
    customer_id: 'c-1',
    amount_cents: 1_000,
    currency: 'EUR',
    bank_reference: 'r-1',
  } as const;
  const payments = { ...origin, source: 'payments' };

  test('refuses a version that there never was', () => {
    expect(() => makeEvent('payment.captured', captured, payments, 7)).toThrow(/no version 7/);
  });

  test('refuses data that lacks what this version needs as well', () => {
    const { amount_cents: _amount, ...rest } = captured;
    expect(() => makeEvent('payment.captured', rest, payments, 1)).toThrow(/amount_cents/);
  });

  test('leaves out what only newer versions name', () => {
    const event = makeEvent('payment.captured', captured, payments, 1);
    const { bank_reference: _reference, ...old } = captured;
    expect(event).toMatchObject({ event_version: 1 });
    expect(event.data).toEqual(old);
  });
});

describe('eventHeaders', () => {
  test('repeat the envelope as text, without the data', () => {
    const event = makeEvent('delivery.picked_up', samplePicked, origin);
    expect(eventHeaders(event)).toEqual({
      event_id: event.event_id,
      event_type: 'delivery.picked_up',
      event_version: '1',
      event_time: event.event_time,
      source_service: 'drivers',
      correlation_id: 'flow-1',
    });
  });
});
