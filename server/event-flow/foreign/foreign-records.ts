import type { OutgoingMessage } from '#server/platform/kafka/index.ts';

/** Records of platforms that know nothing of ours; `topic` is the end of a name. */
export type ForeignRecord = { topic: 'trips-bookings' | 'trips-tickets' | 'cloud' | 'plain'; message: OutgoingMessage };

/** One trip booked by a platform with an envelope of its own, one order told by CloudEvents, one by plain JSON. */
export function foreignRecords(token: string, atMs: number): ForeignRecord[] {
  return [...trip(token, atMs), ...cloudOrder(token, atMs), ...plainOrder(token)];
}

/** What must be said of the trips so that they make flows. */
export function tripMapping(prefix: string) {
  return {
    topics: [`${prefix}trips-*`],
    correlation: ['header:x-saga'],
    eventId: ['$.meta.id'],
    type: ['$.meta.kind'],
    version: ['$.meta.v'],
    time: ['$.meta.at'],
    service: ['header:sent-by'],
    causation: ['$.meta.causedBy'],
    businessKeys: { booking: ['$.booking.no'], passenger: ['$.seats[*].passenger'] },
    ignoreKeys: ['tenant'],
  };
}

function trip(token: string, atMs: number): ForeignRecord[] {
  const told = (topic: ForeignRecord['topic'], place: number, kind: string, by: string): ForeignRecord => ({
    topic,
    message: {
      key: null,
      headers: { 'X-Saga': `saga-${token}`, 'sent-by': by },
      value: JSON.stringify({
        meta: {
          id: `${token}-${place}`,
          kind,
          v: 2,
          at: atMs + place * 1_000,
          ...(place > 0 && { causedBy: `${token}-${place - 1}` }),
        },
        booking: { no: `B-${token}` },
        seats: [{ passenger: `P1-${token}` }, { passenger: `P2-${token}` }],
        tenant_id: 'north',
      }),
    },
  });
  return [
    told('trips-bookings', 0, 'BookingMade', 'web-shop'),
    told('trips-tickets', 1, 'TicketsPrinted', 'printery'),
    told('trips-bookings', 2, 'BookingClosed', 'web-shop'),
  ];
}

function cloudOrder(token: string, atMs: number): ForeignRecord[] {
  const attributes = (id: string, type: string) => ({
    specversion: '1.0',
    id: `${token}-${id}`,
    type: `org.example.order.${type}`,
    source: '/example/orders',
    time: new Date(atMs).toISOString(),
    correlationid: `cloud-${token}`,
  });
  const named = Object.entries(attributes('binary', 'placed')).map(([name, text]) => [`ce_${name}`, text]);
  const binary = { ...Object.fromEntries(named), 'content-type': 'application/json' };
  const structured = { ...attributes('structured', 'shipped'), causationid: `${token}-binary`, data: { parcel: 1 } };
  return [
    { topic: 'cloud', message: { key: null, headers: binary, value: JSON.stringify({ customerId: `c-${token}` }) } },
    {
      topic: 'cloud',
      message: {
        key: null,
        headers: { 'content-type': 'application/cloudevents+json' },
        value: JSON.stringify(structured),
      },
    },
  ];
}

function plainOrder(token: string): ForeignRecord[] {
  const order = (more: object): ForeignRecord => ({
    topic: 'plain',
    message: { key: null, value: JSON.stringify({ orderId: `plain-${token}`, ...more }) },
  });
  return [order({ event: 'OrderPaid', amount: 12 }), order({ status: 'sent' })];
}
