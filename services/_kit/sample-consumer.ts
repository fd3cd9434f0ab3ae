import type { MessageBroker } from './broker/message-broker.ts';
import type { ConsumerSetting } from './consume-events.ts';
import { type EventHandlers, inOrder } from './handlers.ts';
import { placesOf } from './retries/retry-topics.ts';
import type { SampleKit } from './sample-kit.ts';
import { samplePickedUp } from './sample-records.ts';

export const sampleTopic = 'driver-events';

export type SampleConsumer = {
  setting: ConsumerSetting;
  /** What the handler throws for events of these numbers, for now. */
  poison: Map<string, Error>;
  /** What the handler did and committed: `<order> <number>`. */
  effects(): Promise<string[]>;
};

export type SampleWish = { pace?: number; order?: boolean; topic?: string; group?: string };

/** A consumer whose handler writes down each event it handles, or fails as it is told to. */
export function createSampleConsumer(
  kit: SampleKit,
  broker: MessageBroker,
  { pace = 0.005, order = false, topic = sampleTopic, group = 'sample' }: SampleWish = {},
): SampleConsumer {
  const poison = new Map<string, Error>();
  const handlers: EventHandlers = {
    'delivery.picked_up': async ({ data }, { client }) => {
      await client.query('insert into effect (order_id) values ($1)', [`${data.order_id} ${data.driver_name}`]);
      const error = poison.get(data.driver_name);
      if (error) throw error;
    },
  };
  const { work, pool, logger, metrics } = kit;
  const setting: ConsumerSetting = {
    work,
    pool,
    broker,
    logger,
    metrics,
    pace,
    group,
    service: 'sample',
    version: '1.2.3',
    places: placesOf([topic], group),
    handlers: order ? inOrder(handlers) : handlers,
    onRelease: () => undefined,
  };
  return { setting, poison, effects: () => kit.column('select order_id from effect order by id') };
}

/** An event of an order that is told apart by its number. */
export function numberedEvent(orderId: string, number: string) {
  const event = samplePickedUp(orderId);
  return { ...event, data: { ...event.data, driver_name: number } };
}
