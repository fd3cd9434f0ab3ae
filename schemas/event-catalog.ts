// Written by `node schemas/write-event-catalog.ts` from schemas/events; a test fails when it is stale.
import analyticsDeliveryMeasuredV1 from './events/analytics/analytics.delivery_measured.v1.json' with { type: 'json' };
import analyticsOrderMeasuredV1 from './events/analytics/analytics.order_measured.v1.json' with { type: 'json' };
import deliveryDeliveredV1 from './events/driver/delivery.delivered.v1.json' with { type: 'json' };
import deliveryFailedV1 from './events/driver/delivery.failed.v1.json' with { type: 'json' };
import deliveryPickedUpV1 from './events/driver/delivery.picked_up.v1.json' with { type: 'json' };
import driverAssignedV1 from './events/driver/driver.assigned.v1.json' with { type: 'json' };
import driverLocationUpdatedV1 from './events/driver/driver.location_updated.v1.json' with { type: 'json' };
import loyaltyPointsEarnedV1 from './events/loyalty/loyalty.points_earned.v1.json' with { type: 'json' };
import notificationFailedV1 from './events/notification/notification.failed.v1.json' with { type: 'json' };
import notificationRequestedV1 from './events/notification/notification.requested.v1.json' with { type: 'json' };
import notificationSentV1 from './events/notification/notification.sent.v1.json' with { type: 'json' };
import orderCancelledV1 from './events/order/order.cancelled.v1.json' with { type: 'json' };
import orderCompletedV1 from './events/order/order.completed.v1.json' with { type: 'json' };
import orderConfirmedV1 from './events/order/order.confirmed.v1.json' with { type: 'json' };
import orderCreatedV1 from './events/order/order.created.v1.json' with { type: 'json' };
import orderCreatedV2 from './events/order/order.created.v2.json' with { type: 'json' };
import orderUpdatedV1 from './events/order/order.updated.v1.json' with { type: 'json' };
import paymentAuthorizedV1 from './events/payment/payment.authorized.v1.json' with { type: 'json' };
import paymentCapturedV1 from './events/payment/payment.captured.v1.json' with { type: 'json' };
import paymentCapturedV2 from './events/payment/payment.captured.v2.json' with { type: 'json' };
import paymentFailedV1 from './events/payment/payment.failed.v1.json' with { type: 'json' };
import paymentRefundedV1 from './events/payment/payment.refunded.v1.json' with { type: 'json' };
import driverPositionChangedV1 from './events/position/driver.position_changed.v1.json' with { type: 'json' };
import menuUpdatedV1 from './events/restaurant/menu.updated.v1.json' with { type: 'json' };
import restaurantAvailabilityChangedV1 from './events/restaurant/restaurant.availability_changed.v1.json' with {
  type: 'json',
};
import restaurantOrderAcceptedV1 from './events/restaurant/restaurant.order_accepted.v1.json' with { type: 'json' };
import restaurantOrderReadyV1 from './events/restaurant/restaurant.order_ready.v1.json' with { type: 'json' };
import restaurantOrderRejectedV1 from './events/restaurant/restaurant.order_rejected.v1.json' with { type: 'json' };

/** Every version of every event there is a schema for, oldest version first. */
export const eventFiles: { type: string; version: number; domain: string; schema: object }[] = [
  { type: 'analytics.delivery_measured', version: 1, domain: 'analytics', schema: analyticsDeliveryMeasuredV1 },
  { type: 'analytics.order_measured', version: 1, domain: 'analytics', schema: analyticsOrderMeasuredV1 },
  { type: 'delivery.delivered', version: 1, domain: 'driver', schema: deliveryDeliveredV1 },
  { type: 'delivery.failed', version: 1, domain: 'driver', schema: deliveryFailedV1 },
  { type: 'delivery.picked_up', version: 1, domain: 'driver', schema: deliveryPickedUpV1 },
  { type: 'driver.assigned', version: 1, domain: 'driver', schema: driverAssignedV1 },
  { type: 'driver.location_updated', version: 1, domain: 'driver', schema: driverLocationUpdatedV1 },
  { type: 'loyalty.points_earned', version: 1, domain: 'loyalty', schema: loyaltyPointsEarnedV1 },
  { type: 'notification.failed', version: 1, domain: 'notification', schema: notificationFailedV1 },
  { type: 'notification.requested', version: 1, domain: 'notification', schema: notificationRequestedV1 },
  { type: 'notification.sent', version: 1, domain: 'notification', schema: notificationSentV1 },
  { type: 'order.cancelled', version: 1, domain: 'order', schema: orderCancelledV1 },
  { type: 'order.completed', version: 1, domain: 'order', schema: orderCompletedV1 },
  { type: 'order.confirmed', version: 1, domain: 'order', schema: orderConfirmedV1 },
  { type: 'order.created', version: 1, domain: 'order', schema: orderCreatedV1 },
  { type: 'order.created', version: 2, domain: 'order', schema: orderCreatedV2 },
  { type: 'order.updated', version: 1, domain: 'order', schema: orderUpdatedV1 },
  { type: 'payment.authorized', version: 1, domain: 'payment', schema: paymentAuthorizedV1 },
  { type: 'payment.captured', version: 1, domain: 'payment', schema: paymentCapturedV1 },
  { type: 'payment.captured', version: 2, domain: 'payment', schema: paymentCapturedV2 },
  { type: 'payment.failed', version: 1, domain: 'payment', schema: paymentFailedV1 },
  { type: 'payment.refunded', version: 1, domain: 'payment', schema: paymentRefundedV1 },
  { type: 'driver.position_changed', version: 1, domain: 'position', schema: driverPositionChangedV1 },
  { type: 'menu.updated', version: 1, domain: 'restaurant', schema: menuUpdatedV1 },
  {
    type: 'restaurant.availability_changed',
    version: 1,
    domain: 'restaurant',
    schema: restaurantAvailabilityChangedV1,
  },
  { type: 'restaurant.order_accepted', version: 1, domain: 'restaurant', schema: restaurantOrderAcceptedV1 },
  { type: 'restaurant.order_ready', version: 1, domain: 'restaurant', schema: restaurantOrderReadyV1 },
  { type: 'restaurant.order_rejected', version: 1, domain: 'restaurant', schema: restaurantOrderRejectedV1 },
];

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
