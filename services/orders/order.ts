import type { EventData } from '#schemas/event-catalog.ts';

export type OrderEventType = Extract<keyof EventData, `order.${string}`>;

/** What a decision tells: the event's type and data, not yet its envelope. */
export type OrderChange = { [Type in OrderEventType]: { type: Type; data: EventData[Type] } }[OrderEventType];

/** A change that happened. */
export type OrderEvent = OrderChange & { time: string };

export type OrderStatus = EventData['order.updated']['status'] | 'completed' | 'cancelled';

export type Order = Omit<EventData['order.created'], 'payment_token'> & {
  status: OrderStatus;
  payment_id: string | null;
  driver: { id: string; name: string } | null;
  placed_at: string;
  updated_at: string;
  cancellation: { reason: string; detail: string } | null;
};

/** An order is the fold of its events; null before the first. */
export function foldOrder(events: readonly OrderEvent[]): Order | null {
  return events.reduce<Order | null>(evolve, null);
}

function evolve(order: Order | null, event: OrderEvent): Order | null {
  if (event.type === 'order.created') return created(event.data, event.time);
  if (!order) throw new Error(`an order cannot begin with ${event.type}`);
  const moved = { ...order, updated_at: event.time };
  switch (event.type) {
    case 'order.confirmed':
      return { ...moved, status: 'confirmed', payment_id: event.data.payment_id };
    case 'order.updated':
      return { ...moved, ...updated(order, event.data) };
    case 'order.cancelled':
      return { ...moved, status: 'cancelled', cancellation: { reason: event.data.reason, detail: event.data.detail } };
    case 'order.completed':
      return { ...moved, status: 'completed' };
  }
}

function created({ payment_token: _token, ...data }: EventData['order.created'], time: string): Order {
  return {
    ...data,
    status: 'placed',
    payment_id: null,
    driver: null,
    placed_at: time,
    updated_at: time,
    cancellation: null,
  };
}

function updated(order: Order, data: EventData['order.updated']): Partial<Order> {
  const driver = data.driver_id ? { id: data.driver_id, name: data.driver_name ?? data.driver_id } : order.driver;
  return {
    status: data.status,
    driver,
    address: data.address ?? order.address,
    ...(data.note === undefined ? {} : { note: data.note }),
  };
}
