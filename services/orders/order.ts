import { evolveOrder, type OrderState, type OrderStatus, type ToldChange } from '#schemas/reducers/order-reducer.ts';

export type { OrderStatus, ToldChange };

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

type Driver = { id: string; name: string };

/** What is told of an order, and what only this service knows. */
export type Order = OrderState & {
  /** The money is taken. */
  paid: boolean;
  /** Whom drivers found; not allowed to pick up yet. */
  found_driver: Driver | null;
};

/** Counts the changes of what the fold makes: whoever changes `Order` adds one, and the snapshots made before are void. */
export const orderShape = 1;

/** An order is the fold of its events; null before the first. `from` is the fold of the events before these. */
export function foldOrder(events: readonly OrderEvent[], from: Order | null = null): Order | null {
  return events.reduce<Order | null>(evolve, from);
}

function evolve(order: Order | null, event: OrderEvent): Order {
  switch (event.type) {
    case 'heard.payment_captured':
      return { ...begun(order, event.type), paid: true };
    case 'heard.driver_assigned':
      return {
        ...begun(order, event.type),
        found_driver: { id: event.data.driver_id, name: event.data.driver_name },
      };
    default:
      return { paid: false, found_driver: null, ...order, ...evolveOrder(order, event) };
  }
}

function begun(order: Order | null, type: string): Order {
  if (!order) throw new Error(`an order cannot begin with ${type}`);
  return order;
}
