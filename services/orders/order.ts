import type { EventData } from '#schemas/event-catalog.ts';

export type OrderEventType = Extract<keyof EventData, `order.${string}`>;

/** What a decision tells: the event's type and data, not yet its envelope. */
export type ToldChange = { [Type in OrderEventType]: { type: Type; data: EventData[Type] } }[OrderEventType];

/** What an order must remember of others and tells nobody: it stands among its events and is never published. */
export type HeardChange =
  | { type: 'heard.payment_captured'; data: { payment_id: string } }
  | { type: 'heard.driver_assigned'; data: { driver_id: string; driver_name: string } };

export type OrderChange = ToldChange | HeardChange;

export function isTold(change: OrderChange): change is ToldChange {
  return !change.type.startsWith('heard.');
}

/** A change that happened. */
export type OrderEvent = OrderChange & { time: string };

export type OrderStatus = EventData['order.updated']['status'] | 'completed' | 'cancelled';

type Driver = { id: string; name: string };

export type Order = Omit<EventData['order.created'], 'payment_token'> & {
  status: OrderStatus;
  payment_id: string | null;
  /** The money is taken. */
  paid: boolean;
  /** Whom drivers found; not allowed to pick up yet. */
  found_driver: Driver | null;
  /** Who may pick up and bring it: from here on the customer cannot cancel. */
  driver: Driver | null;
  placed_at: string;
  updated_at: string;
  cancellation: { reason: string; detail: string } | null;
};

/** Counts the changes of what the fold makes: whoever changes `Order` adds one, and the snapshots made before are void. */
export const orderShape = 1;

/** An order is the fold of its events; null before the first. `from` is the fold of the events before these. */
export function foldOrder(events: readonly OrderEvent[], from: Order | null = null): Order | null {
  return events.reduce<Order | null>(evolve, from);
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
    case 'heard.payment_captured':
      return { ...order, paid: true };
    case 'heard.driver_assigned':
      return { ...order, found_driver: { id: event.data.driver_id, name: event.data.driver_name } };
  }
}

function created({ payment_token: _token, ...data }: EventData['order.created'], time: string): Order {
  return {
    ...data,
    status: 'placed',
    payment_id: null,
    paid: false,
    found_driver: null,
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
