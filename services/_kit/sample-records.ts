import type { EventData } from '#schemas/event-catalog.ts';
import type { KafkaRecord } from '#server/platform/kafka/index.ts';
import { eventHeaders, makeEvent, type NibbleEvent } from './event.ts';

export const samplePicked: EventData['delivery.picked_up'] = {
  order_id: '7K3M-9QXD',
  driver_id: 'd-017',
  driver_name: 'Amira Haddad',
};

export function samplePickedUp(orderId = samplePicked.order_id): NibbleEvent<'delivery.picked_up'> {
  const origin = { source: 'drivers', correlationId: `flow of ${orderId}`, now: new Date() };
  return makeEvent('delivery.picked_up', { ...samplePicked, order_id: orderId }, origin);
}

/** A record as Kafka would hand it over. */
export function sampleRecord(event: object, place: Partial<KafkaRecord> = {}): KafkaRecord {
  return {
    topic: 'driver-events',
    partition: 0,
    offset: 0n,
    timestamp: 1_764_000_000_000n,
    key: Buffer.from('7K3M-9QXD'),
    value: Buffer.from(JSON.stringify(event)),
    headers: [],
    ...place,
  };
}

/** An event as a broker takes it. */
export function sampleMessage(event: NibbleEvent<'delivery.picked_up'>) {
  return { key: event.data.order_id, value: JSON.stringify(event), headers: eventHeaders(event) };
}
