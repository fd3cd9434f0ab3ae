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
