import { describe, expect, test } from 'vitest';
import { headerText, readEvent } from './read-event.ts';
import { samplePickedUp, sampleRecord } from './sample-records.ts';

const handled = new Set(['delivery.picked_up']);
const refusedAt = (stage: string) => ({ state: 'refused', failure: { stage, retryable: 'no' } });

describe('readEvent refuses', () => {
  test.each([
    ['no value', { value: null }],
    ['an empty value', { value: Buffer.alloc(0) }],
    ['broken JSON', { value: Buffer.from('{"event_type":') }],
    ['bytes that are no text', { value: Buffer.from([0xff, 0xfe, 0x00]) }],
    ['JSON that is no event', { value: Buffer.from('[1,2]') }],
    ['JSON null', { value: Buffer.from('null') }],
  ])('%s at the stage of reading', (_, place) => {
    expect(readEvent(sampleRecord({}, place), handled)).toMatchObject(refusedAt('deserialize'));
  });

  test('a version that has no schema here', () => {
    const event = { ...samplePickedUp(), event_version: 9 };
    expect(readEvent(sampleRecord(event), handled)).toMatchObject({
      state: 'refused',
      failure: { stage: 'schema', retryable: 'no', schema: { id: 'delivery.picked_up.v9', version: '9' } },
    });
  });

  test('data that does not fit its schema, naming what is wrong', () => {
    const event = { ...samplePickedUp(), data: { order_id: 1 } };
    expect(readEvent(sampleRecord(event), handled)).toMatchObject({
      state: 'refused',
      failure: { stage: 'schema', message: expect.stringContaining('/data/order_id must be string') },
    });
  });
});

describe('readEvent ignores', () => {
  test('a type that nobody here handles, by its header alone', () => {
    const record = sampleRecord(
      {},
      { value: Buffer.from('broken'), headers: [['event_type', Buffer.from('order.created')]] },
    );
    expect(readEvent(record, handled)).toEqual({ state: 'ignored' });
  });

  test('a type that nobody here handles, by its value where there is no header', () => {
    expect(readEvent(sampleRecord({ event_type: 'order.created' }), handled)).toEqual({ state: 'ignored' });
  });
});

test('a valid event is read, unknown fields and all', () => {
  const event = { ...samplePickedUp(), colour: 'blue' };
  expect(readEvent(sampleRecord(event), handled)).toEqual({ state: 'event', event });
});

test('of a header written twice the last value counts, and a null value is none', () => {
  const headers = [
    ['a', Buffer.from('1')],
    ['a', Buffer.from('2')],
    ['b', null],
  ] satisfies [string, Buffer | null][];
  expect(headerText(sampleRecord({}, { headers }), 'a')).toBe('2');
  expect(headerText(sampleRecord({}, { headers }), 'b')).toBeUndefined();
});
