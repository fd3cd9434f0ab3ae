import { deliveryGoesWith, evolveDelivery } from './delivery-reducer.ts';
import { evolveOrder } from './order-reducer.ts';
import { evolvePayment, paymentGoesWith } from './payment-reducer.ts';
import { evolveTicket, ticketGoesWith } from './ticket-reducer.ts';

type ReducedEvent = { type: string; time: string; data: unknown };

/** How what a service tells of one thing folds into the state of it. Pure, and for the newest version of each event. */
export type Reducer = {
  /** What the state is of. */
  aggregate: string;
  service: string;
  events: readonly string[];
  /** Throws what it pleases where an event cannot follow this state. */
  evolve(state: object | null, event: ReducedEvent): object;
};

/** The view of a service beside the one that owns the thing. */
export type ViewBeside = Reducer & {
  /** With which states of the owner each of its own goes together; any other pair contradicts itself. */
  goesWith: Readonly<Record<string, readonly string[]>>;
  /** JSON pointers of facts that both have: the owner's, its own, and what the fact is called. */
  shares: readonly { owner: string; own: string; name: string }[];
  /** What the service does without telling, so that its own events stay silent about it; null where it tells all. */
  silentAbout: string | null;
};

/** Views of one thing: of its owner, and of others that keep a row of it. `id` is the field of all their events that names it. */
export type PublishedViews = { id: string; owner: Reducer; beside: readonly ViewBeside[] };

const order: Reducer = {
  aggregate: 'order',
  service: 'orders',
  events: ['order.created', 'order.confirmed', 'order.updated', 'order.cancelled', 'order.completed'],
  evolve: untyped(evolveOrder),
};

const payment: ViewBeside = {
  aggregate: 'payment',
  service: 'payments',
  events: ['payment.authorized', 'payment.captured', 'payment.failed', 'payment.refunded'],
  evolve: untyped(evolvePayment),
  goesWith: paymentGoesWith,
  shares: [
    { owner: '/total_cents', own: '/amount_cents', name: 'the amount' },
    { owner: '/payment_id', own: '/payment_id', name: 'the payment' },
    { owner: '/customer_id', own: '/customer_id', name: 'the customer' },
  ],
  silentAbout: null,
};

const ticket: ViewBeside = {
  aggregate: 'ticket',
  service: 'restaurants',
  events: ['restaurant.order_accepted', 'restaurant.order_rejected', 'restaurant.order_ready'],
  evolve: untyped(evolveTicket),
  goesWith: ticketGoesWith,
  shares: [{ owner: '/restaurant_id', own: '/restaurant_id', name: 'the restaurant' }],
  silentAbout: 'that a kitchen stops',
};

const delivery: ViewBeside = {
  aggregate: 'delivery',
  service: 'drivers',
  events: ['driver.assigned', 'delivery.picked_up', 'delivery.delivered', 'delivery.failed'],
  evolve: untyped(evolveDelivery),
  goesWith: deliveryGoesWith,
  shares: [{ owner: '/driver/id', own: '/driver/id', name: 'the driver' }],
  silentAbout: 'that a driver is free again',
};

/** Every fold that services publish. */
export const publishedReducers: readonly PublishedViews[] = [
  { id: 'order_id', owner: order, beside: [payment, ticket, delivery] },
];

function untyped<State extends object, Event>(evolve: (state: State | null, event: Event) => State): Reducer['evolve'] {
  // Holds because a reducer is only given its own states and, as its `events` say, its own events.
  return (state, event) => evolve(state as State | null, event as Event);
}
