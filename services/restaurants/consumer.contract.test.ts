import { describeConsumer, type Stage } from '#services/_kit/contracts/index.ts';
import { restaurantsService } from './restaurants-service.ts';

const has = (condition: string) => (stage: Stage, id: string) =>
  stage.finds(`select 1 from ticket where order_id = $1 and ${condition}`, id);

const ordered = async (stage: Stage, id: string) => {
  await stage.hear('order.confirmed', { order_id: id });
  return { order_id: id };
};

describeConsumer(
  restaurantsService,
  {
    'analytics.order_measured': [
      {
        needs: ['ended_after_ms', 'outcome', 'restaurant_id'],
        example: { outcome: 'completed', reason: null },
        causes: (stage) => stage.finds("select 1 from restaurant_record where restaurant_id = 'trattoria-sole'"),
      },
    ],
    'order.confirmed': [
      {
        needs: [
          'address.city',
          'address.street',
          'customer_id',
          'items[].name',
          'items[].quantity',
          'items[].sku',
          'items[].unit_price_cents',
          'order_id',
          'restaurant_id',
        ],
        causes: has("dropoff ->> 'street' = 'Lindenweg 12'"),
      },
    ],
    'order.updated': [
      {
        case: 'a new address',
        example: { changed: ['address'], address: { street: 'Uferweg 1', city: 'Berlin' } },
        needs: ['address.city', 'address.street', 'order_id'],
        given: ordered,
        causes: has("dropoff ->> 'street' = 'Uferweg 1'"),
      },
    ],
    'order.cancelled': [
      {
        needs: ['order_id'],
        given: ordered,
        causes: has("status = 'cancelled'"),
      },
    ],
  },
  { pace: 1 },
);
