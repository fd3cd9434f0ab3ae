import type { EventData } from '#schemas/event-catalog.ts';
import type { Parties } from './order-parties.ts';

type NewsType = 'order.confirmed' | 'order.updated' | 'order.cancelled' | 'order.completed';
type OrderNews = { [Type in NewsType]: { type: Type; data: EventData[Type] } }[NewsType];

type Requested = EventData['notification.requested'];
export type Notice = Pick<Requested, 'recipient' | 'channel' | 'template' | 'text'>;

/** Who is told what of an order's news; `parties` are those who have to do with it besides the customer. */
export function noticesOf(news: OrderNews, parties: Parties | null): Notice[] {
  switch (news.type) {
    case 'order.confirmed':
      return confirmed(news.data);
    case 'order.updated':
      return updated(news.data);
    case 'order.cancelled':
      return cancelled(news.data, parties);
    case 'order.completed':
      return [toCustomer(news.data, 'order_completed', `Your order ${news.data.order_id} is at the door. Enjoy!`)];
  }
}

function confirmed(data: EventData['order.confirmed']): Notice[] {
  const { order_id, restaurant_id, restaurant_name, items } = data;
  const dishes = items.map(({ quantity, name }) => `${quantity} × ${name}`).join(', ');
  return [
    toCustomer(data, 'order_confirmed', `${restaurant_name} has your order ${order_id}.`),
    toRestaurant(restaurant_id, 'new_order', `Order ${order_id}: ${dishes}`),
  ];
}

function updated(data: EventData['order.updated']): Notice[] {
  const { order_id, status, changed, driver_id } = data;
  const leaves = status === 'on_the_way' && changed.includes('status');
  const mayPickUp = changed.includes('driver_id') && driver_id !== undefined;
  return [
    ...(leaves ? [toCustomer(data, 'order_on_the_way', `Your order ${order_id} is on the way.`)] : []),
    ...(mayPickUp ? [toDriver(driver_id, 'new_delivery', `You may pick up order ${order_id}.`)] : []),
  ];
}

/** Who said no knows it; the kitchen has nothing to stop once the food has left. */
function cancelled(data: EventData['order.cancelled'], parties: Parties | null): Notice[] {
  const { order_id, reason, detail } = data;
  const customer = toCustomer(
    data,
    'order_cancelled',
    `Your order ${order_id} was cancelled: ${detail} You pay nothing.`,
  );
  const stops = reason !== 'restaurant_rejected' && reason !== 'delivery_failed';
  const text = `Order ${order_id} is cancelled: ${detail}`;
  return [
    customer,
    ...(parties && stops ? [toRestaurant(parties.restaurant_id, 'order_withdrawn', text)] : []),
    ...(parties?.driver_id ? [toDriver(parties.driver_id, 'delivery_withdrawn', text)] : []),
  ];
}

function toCustomer({ customer_id: id }: { customer_id: string }, template: Notice['template'], text: string): Notice {
  return { recipient: { kind: 'customer', id }, channel: 'push', template, text };
}

/** Kitchens read mail; the text fits its field however much was ordered. */
function toRestaurant(id: string, template: Notice['template'], text: string): Notice {
  return { recipient: { kind: 'restaurant', id }, channel: 'email', template, text: text.slice(0, 500) };
}

function toDriver(id: string, template: Notice['template'], text: string): Notice {
  return { recipient: { kind: 'driver', id }, channel: 'push', template, text: text.slice(0, 500) };
}
