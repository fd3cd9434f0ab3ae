import type { FlowEvent } from '#schemas/api/flow.ts';
import type { GroupPlace } from '#server/consumer-groups/index.ts';
import type { Handling } from '#server/event-flow/index.ts';

/** One event for one consumer group, with all that is known of what the group did with it. */
export type Trail = {
  event: FlowEvent;
  group: string;
  service: string | null;
  /** Retries, dead letters and replays of it for this group, in the order in which they were written. */
  copies: readonly FlowEvent[];
  /** Events of the group's service that state this one as their cause. */
  effects: readonly FlowEvent[];
  /** Of the event and its copies, by this group. */
  handlings: readonly Handling[];
  /** How far the group is in the partition of a record; null where that was never sampled. */
  placeOf(record: Pick<FlowEvent, 'topic' | 'partition'>): GroupPlace | null;
  /** Before when the copy is not tried again (epoch ms). */
  notBefore(record: string): number | null;
  nowMs: number;
};
