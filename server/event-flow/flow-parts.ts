import type { PartProblem } from '#schemas/api/common.ts';
import type { Flow } from '#schemas/api/flow.ts';
import type { Process, UsualTimes } from '#server/processes/index.ts';
import type { FlowSpan, TracedRequest } from '#server/traces/index.ts';
import type { PackedRecord } from './block-format.ts';
import type { FlowEventRow } from './read-flow-events.ts';
import type { FlowRow } from './read-flow-row.ts';
import type { KnownGap } from './read-gaps.ts';
import type { FlowRef } from './read-refs.ts';

/** All that was read of a flow. */
export type FlowParts = {
  correlationId: string;
  events: readonly FlowEventRow[];
  /** There are more records than `events`. */
  isCut: boolean;
  /** Records that are not among `events`, by what they are. */
  folded: Flow['folded'];
  summary: FlowRow | null;
  /** Records that were counted and are not kept any more. */
  gone: number;
  refs: readonly FlowRef[];
  payloads: ReadonlyMap<string, PackedRecord>;
  requests: readonly TracedRequest[];
  spans: readonly FlowSpan[];
  elsewhere: ReadonlyMap<string, 'this' | 'other'>;
  /** What Kafka lost while the flow went on. */
  gaps: readonly KnownGap[];
  /** What Kafka holds and the index has not read, where it is most. */
  unread: readonly { topic: string; records: string }[];
  /** Nothing from before is in the index; null: nothing was dropped yet. */
  keptSince: Date | null;
  processes: readonly Process[];
  usual: UsualTimes;
  /** Up to when everything that happened is known. */
  judgedMs: number;
  text(key: string): string;
  problems: PartProblem[];
  now: Date;
};
