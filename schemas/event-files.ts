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
