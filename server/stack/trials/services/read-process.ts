import { listEvents } from '#schemas/dictionary.ts';
import lifecycle from '#schemas/processes/order-lifecycle.json' with { type: 'json' };

const topics = new Map(listEvents().map(({ type, topic }) => [type, topic]));

/** The process that every order follows, as the dictionary tells it. */
export const process = {
  starts: new Set<string>(lifecycle.starts),
  steps: lifecycle.steps.map(({ event }) => event),
  ends: new Map(lifecycle.ends.map(({ event, status }) => [event, status])),
  /** The steps told in one topic, in their order. */
  stepsByTopic: Map.groupBy(
    lifecycle.steps.map(({ event }) => event),
    (event) => topics.get(event) ?? '',
  ),
};
