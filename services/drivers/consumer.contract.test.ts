import { describeConsumer, type Stage } from '#services/_kit/contracts/index.ts';
import { driversService } from './drivers-service.ts';

const has = (condition: string) => (stage: Stage, id: string) =>
  stage.finds(`select 1 from delivery where order_id = $1 and ${condition}`, id);

const found = async (stage: Stage, id: string) => {
  await stage.hear('restaurant.order_ready', { order_id: id });
  const { driver_id } = (await stage.told('driver.assigned', id)).data;
  return { order_id: id, driver_id };
};

describeConsumer(driversService, {
  'analytics.delivery_measured': [
    {
      needs: ['driver_id', 'rode_ms'],
      causes: (stage) => stage.finds("select 1 from driver_record where driver_id = 'd-017'"),
    },
  ],
  'restaurant.order_ready': [
    {
      needs: [
        'dropoff.city',
        'dropoff.street',
        'event_time',
        'order_id',
        'pickup.city',
        'pickup.street',
        'restaurant_id',
      ],
      causes: (stage, id) => stage.told('driver.assigned', id),
    },
  ],
  'order.updated': [
    {
      case: 'a new address',
      example: { changed: ['address'], address: { street: 'Uferweg 1', city: 'Berlin' } },
      needs: ['address.city', 'address.street', 'changed[]', 'order_id'],
      given: found,
      causes: has("dropoff ->> 'street' = 'Uferweg 1'"),
    },
    {
      case: 'a driver may pick up',
      example: { status: 'ready', changed: ['driver_id'], driver_id: 'd-001', driver_name: 'Amira Haddad' },
      needs: ['changed[]', 'driver_id', 'order_id'],
      given: found,
      causes: (stage, id) => stage.told('delivery.picked_up', id),
    },
  ],
  'order.cancelled': [
    {
      needs: ['order_id'],
      given: found,
      causes: has("status = 'cancelled'"),
    },
  ],
});
