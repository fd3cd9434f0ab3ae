import { describeConsumer, type Stage } from '#services/_kit/contracts/index.ts';
import { notificationsService } from './notifications-service.ts';

const asks = (template: string) => (stage: Stage, id: string) =>
  stage.told('notification.requested', id, ({ data }) => data.template === template);

describeConsumer(notificationsService, {
  'order.confirmed': [
    {
      needs: ['customer_id', 'items[].name', 'items[].quantity', 'order_id', 'restaurant_id', 'restaurant_name'],
      causes: asks('new_order'),
    },
  ],
  'order.updated': [
    {
      case: 'on the way',
      example: { status: 'on_the_way', changed: ['status'] },
      needs: ['changed[]', 'customer_id', 'order_id', 'status'],
      causes: asks('order_on_the_way'),
    },
    {
      case: 'a driver may pick up',
      example: { status: 'ready', changed: ['driver_id'], driver_id: 'd-017' },
      needs: ['changed[]', 'driver_id', 'order_id', 'status'],
      causes: asks('new_delivery'),
    },
  ],
  'order.cancelled': [{ needs: ['customer_id', 'detail', 'order_id', 'reason'], causes: asks('order_cancelled') }],
  'order.completed': [{ needs: ['customer_id', 'order_id'], causes: asks('order_completed') }],
  'notification.requested': [
    {
      needs: [
        'channel',
        'event_time',
        'notification_id',
        'order_id',
        'recipient.id',
        'recipient.kind',
        'template',
        'text',
      ],
      causes: (stage, id) => stage.told('notification.sent', id),
    },
  ],
});
