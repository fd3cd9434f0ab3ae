import { describe, expect, test } from 'vitest';
import { listEvents, validateEvent } from './dictionary.ts';
import { newestVersion } from './event-catalog.ts';
import { upcastData } from './upcast-event.ts';

const envelope = {
  event_id: '0198e0f2-6c1a-7d3e-9b55-2f6a1c08e4d7',
  event_time: '2026-11-24T12:04:10.112Z',
  source_service: 'somebody',
  correlation_id: 'c-1',
};
const newestOf = (type: string): number => Number(Reflect.get(newestVersion, type));
const older = listEvents().filter(({ type, version }) => version < newestOf(type));

describe('upcastData', () => {
  test('a version without a step to the next is refused, not passed on half', () => {
    expect(() => upcastData('order.created', 0, {})).toThrow('no way from version 0 of order.created to the next');
  });

  test('a type that is not ours comes back as it is', () => {
    expect(upcastData('invoice.written', 1, { a: 1 })).toEqual({ a: 1 });
  });

  test('what an old version did say, and fields that nobody knows, stay', () => {
    expect(upcastData('order.created', 1, { channel: 'kiosk', colour: 'blue' })).toEqual({
      channel: 'kiosk',
      colour: 'blue',
      quoted_from: 'restaurants',
    });
  });

  test('there are older versions to lift', () => expect(older.length).toBeGreaterThanOrEqual(2));

  test.each(older.map((entry) => [entry.type, entry.version, entry] as const))(
    'the example of %s version %i fits the newest schema once lifted',
    (type, version, entry) => {
      const examples: unknown = Reflect.get(entry.schema, 'examples');
      const [example] = Array.isArray(examples) ? examples : [];
      const event_version = newestOf(type);
      const event = { ...envelope, event_type: type, event_version, data: upcastData(type, version, example) };
      expect(validateEvent(event)).toEqual({ state: 'valid', errors: [] });
    },
  );
});
