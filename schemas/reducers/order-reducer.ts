import type { EventData } from '../event-catalog.ts';

type OrderEventType = Extract<keyof EventData, `order.${string}`>;

/** What a decision about an order tells: the event's type and data, not yet its envelope. */
export type ToldChange = { [Type in OrderEventType]: { type: Type; data: EventData[Type] } }[OrderEventType];

/** A change that was told. */
export type ToldEvent = ToldChange & { time: string };

export type OrderStatus = EventData['order.updated']['status'] | 'completed' | 'cancelled';

/** What orders tells of an order: the fold of its events. The card never stands in it. */
export type OrderState = Omit<EventData['order.created'], 'payment_token'> & {
  status: OrderStatus;
  payment_id: string | null;
  /** Who may pick up and bring it: from here on the customer cannot cancel. */
  driver: { id: string; name: string } | null;
  placed_at: string;
  updated_at: string;
  cancellation: { reason: string; detail: string } | null;
};

/** The order after one more of its events. Throws for one that does not begin with its creation. */
export function evolveOrder(order: OrderState | null, event: ToldEvent): OrderState {
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

function created({ payment_token: _token, ...data }: EventData['order.created'], time: string): OrderState {
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

function updated(order: OrderState, data: EventData['order.updated']): Partial<OrderState> {
  const driver = data.driver_id ? { id: data.driver_id, name: data.driver_name ?? data.driver_id } : order.driver;
  return {
    status: data.status,
    driver,
    address: data.address ?? order.address,
    ...(data.note === undefined ? {} : { note: data.note }),
  };
}
