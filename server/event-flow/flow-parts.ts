import type { PartProblem } from '#schemas/api/common.ts';
import type { Process, UsualTimes } from '#server/processes/index.ts';
import type { TracedRequest } from '#server/traces/index.ts';
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
  summary: FlowRow | null;
  refs: readonly FlowRef[];
  payloads: ReadonlyMap<string, PackedRecord>;
  requests: readonly TracedRequest[];
  spans: number;
  elsewhere: ReadonlySet<string>;
  /** What Kafka lost while the flow went on. */
  gaps: readonly KnownGap[];
  processes: readonly Process[];
  usual: UsualTimes;
  /** Up to when everything that happened is known. */
  judgedMs: number;
  text(key: string): string;
  problems: PartProblem[];
  now: Date;
};
