import type { groupProtocols, groupStates } from '#schemas/api/consumer-group.ts';
import type { TopicPartition } from './kafka-record.ts';

export type GroupProtocol = (typeof groupProtocols)[number];
export type GroupState = (typeof groupStates)[number];

export interface GroupListing {
  group: string;
  protocol: GroupProtocol;
  /** What members agreed on: `consumer`, `connect`; empty for groups that only commit. */
  protocolType: string;
  /** `unknown` before Kafka 2.6. */
  state: GroupState;
  /** The broker that listed it: the one that keeps the group. */
  coordinator: number;
}

export interface GroupMember {
  memberId: string;
  instanceId: string | null;
  clientId: string;
  host: string;
  /** Null under the classic protocol, which has none. */
  epoch: number | null;
  /** Empty where members agree on something other than partitions, as connectors do. */
  assigned: TopicPartition[];
  /** Topics by name; a pattern that the broker resolves shows by what it assigned. */
  subscribed: string[];
}

export interface GroupDescription {
  state: GroupState;
  /** Null where the group has none now. */
  assignor: string | null;
  epoch: number | null;
  members: GroupMember[];
}

/** One answer of a broker that was asked for many. */
export interface DescribedGroup {
  group: string;
  problem: string | null;
  description: GroupDescription;
}

export interface CommittedOffset extends TopicPartition {
  /** Where the group goes on reading; of a share group where its oldest record not yet done stands. Null: none. */
  offset: bigint | null;
  /** What the broker itself says of a share group, where end minus offset counts records already done. Null: not said. */
  lag: bigint | null;
  problem: string | null;
}

export interface GroupOffsets {
  offsets: CommittedOffset[];
}

/** Why nothing is known of one group, in a sentence. */
export interface GroupProblem {
  problem: string;
}

export interface PartitionEnds extends TopicPartition {
  logStart: bigint | null;
  logEnd: bigint | null;
  /** Where readers of committed records stop. */
  lastStable: bigint | null;
  problem: string | null;
}
