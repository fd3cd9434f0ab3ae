// Written by `node schemas/write-event-catalog.ts` from schemas/events; a test fails when it is stale.
/** The `data` of the newest version of each event. */
export type EventData = {
  'analytics.delivery_measured': {
    order_id: string;
    driver_id: string;
    restaurant_id: string;
    waited_ms: number;
    rode_ms: number;
  };
  'analytics.order_measured': {
    order_id: string;
    restaurant_id: string;
    outcome: 'completed' | 'cancelled';
    reason: string | null;
    total_cents: number;
    currency: 'EUR';
    confirmed_after_ms: number | null;
    ended_after_ms: number;
  };
  'delivery.delivered': { order_id: string; driver_id: string; driver_name: string; delivered_at: string };
  'delivery.failed': {
    order_id: string;
    driver_id?: string;
    driver_name?: string;
    reason: 'no_driver' | 'driver_lost' | 'customer_absent' | 'address_not_found';
    detail: string;
    failed_at: string;
  };
  'delivery.picked_up': { order_id: string; driver_id: string; driver_name: string };
  'driver.assigned': {
    order_id: string;
    driver_id: string;
    driver_name: string;
    restaurant_id: string;
    ready_at: string;
  };
  'driver.location_updated': { driver_id: string; latitude: number; longitude: number; recorded_at: string };
  'loyalty.points_earned': { customer_id: string; order_id: string; points: number; balance: number };
  'notification.failed': {
    notification_id: string;
    order_id: string;
    recipient: { kind: 'customer' | 'restaurant' | 'driver'; id: string };
    channel: 'push' | 'email';
    template:
      | 'order_confirmed'
      | 'order_cancelled'
      | 'order_on_the_way'
      | 'order_completed'
      | 'order_delayed'
      | 'new_order'
      | 'order_withdrawn'
      | 'new_delivery'
      | 'delivery_withdrawn';
    reason: 'address_refused' | 'channel_unavailable';
    detail: string;
    attempts: number;
    failed_at: string;
  };
  'notification.requested': {
    notification_id: string;
    order_id: string;
    recipient: { kind: 'customer' | 'restaurant' | 'driver'; id: string };
    channel: 'push' | 'email';
    template:
      | 'order_confirmed'
      | 'order_cancelled'
      | 'order_on_the_way'
      | 'order_completed'
      | 'order_delayed'
      | 'new_order'
      | 'order_withdrawn'
      | 'new_delivery'
      | 'delivery_withdrawn';
    text: string;
  };
  'notification.sent': {
    notification_id: string;
    order_id: string;
    recipient: { kind: 'customer' | 'restaurant' | 'driver'; id: string };
    channel: 'push' | 'email';
    template:
      | 'order_confirmed'
      | 'order_cancelled'
      | 'order_on_the_way'
      | 'order_completed'
      | 'order_delayed'
      | 'new_order'
      | 'order_withdrawn'
      | 'new_delivery'
      | 'delivery_withdrawn';
    sent_at: string;
  };
  'order.cancelled': {
    order_id: string;
    customer_id: string;
    restaurant_id: string;
    total_cents: number;
    currency: 'EUR';
    reason:
      | 'customer_request'
      | 'payment_failed'
      | 'payment_timeout'
      | 'restaurant_rejected'
      | 'restaurant_timeout'
      | 'no_driver'
      | 'delivery_failed';
    detail: string;
  };
  'order.completed': {
    order_id: string;
    customer_id: string;
    restaurant_id: string;
    total_cents: number;
    currency: 'EUR';
    placed_at: string;
    delivered_at: string;
  };
  'order.confirmed': {
    order_id: string;
    customer_id: string;
    restaurant_id: string;
    restaurant_name: string;
    items: Array<{ sku: string; name: string; quantity: number; unit_price_cents: number }>;
    total_cents: number;
    currency: 'EUR';
    address: { street: string; city: string };
    payment_id: string;
    note?: string;
  };
  'order.created': {
    order_id: string;
    customer_id: string;
    restaurant_id: string;
    restaurant_name: string;
    items: Array<{ sku: string; name: string; quantity: number; unit_price_cents: number }>;
    total_cents: number;
    currency: 'EUR';
    address: { street: string; city: string };
    payment_token: string;
    note?: string;
    channel: 'app' | 'web' | 'phone' | 'unknown';
    quoted_from: 'restaurants' | 'menu_copy';
  };
  'order.updated': {
    order_id: string;
    customer_id: string;
    status: 'placed' | 'confirmed' | 'preparing' | 'ready' | 'on_the_way';
    changed: Array<'status' | 'address' | 'note' | 'driver_id'>;
    address?: { street: string; city: string };
    note?: string;
    driver_id?: string;
    driver_name?: string;
  };
  'payment.authorized': {
    order_id: string;
    payment_id: string;
    customer_id: string;
    amount_cents: number;
    currency: 'EUR';
  };
  'payment.captured': {
    order_id: string;
    payment_id: string;
    customer_id: string;
    amount_cents: number;
    currency: 'EUR';
    bank_reference: string;
  };
  'payment.failed': {
    order_id: string;
    payment_id: string;
    customer_id: string;
    amount_cents: number;
    currency: 'EUR';
    reason: 'card_declined' | 'card_expired' | 'capture_refused';
    detail: string;
  };
  'payment.refunded': {
    order_id: string;
    payment_id: string;
    customer_id: string;
    amount_cents: number;
    currency: 'EUR';
    was: 'authorized' | 'captured';
    reason: string;
  };
  'driver.position_changed': { driver_id: string; latitude: number; longitude: number; recorded_at: string };
  'menu.updated': {
    restaurant_id: string;
    restaurant_name: string;
    revision: number;
    currency: 'EUR';
    dishes: Array<{ sku: string; name: string; price_cents: number; available: boolean }>;
  };
  'restaurant.availability_changed': {
    restaurant_id: string;
    restaurant_name: string;
    revision: number;
    open: boolean;
    reason: 'opened' | 'closed' | 'busy' | 'removed';
  };
  'restaurant.order_accepted': {
    order_id: string;
    restaurant_id: string;
    restaurant_name: string;
    ready_expected_at: string;
  };
  'restaurant.order_ready': {
    order_id: string;
    restaurant_id: string;
    restaurant_name: string;
    customer_id: string;
    pickup: { street: string; city: string };
    dropoff: { street: string; city: string };
  };
  'restaurant.order_rejected': {
    order_id: string;
    restaurant_id: string;
    restaurant_name: string;
    reason: 'sold_out' | 'closed';
    detail: string;
  };
};

/** The newest version of each event. */
export const newestVersion: { [Type in keyof EventData]: number } = {
  'analytics.delivery_measured': 1,
  'analytics.order_measured': 1,
  'delivery.delivered': 1,
  'delivery.failed': 1,
  'delivery.picked_up': 1,
  'driver.assigned': 1,
  'driver.location_updated': 1,
  'loyalty.points_earned': 1,
  'notification.failed': 1,
  'notification.requested': 1,
  'notification.sent': 1,
  'order.cancelled': 1,
  'order.completed': 1,
  'order.confirmed': 1,
  'order.created': 2,
  'order.updated': 1,
  'payment.authorized': 1,
  'payment.captured': 2,
  'payment.failed': 1,
  'payment.refunded': 1,
  'driver.position_changed': 1,
  'menu.updated': 1,
  'restaurant.availability_changed': 1,
  'restaurant.order_accepted': 1,
  'restaurant.order_ready': 1,
  'restaurant.order_rejected': 1,
};
