import type { KafkaHeader, KafkaRecord } from '#server/platform/kafka/index.ts';

export type OutgoingMessage = { key: string; value: string; headers: Record<string, string> };
/** A record to be passed on byte by byte: anything may be null, headers may repeat and be no text. */
export type ForwardedRecord = { key: Buffer | null; value: Buffer | null; headers: KafkaHeader[] };
export type SentPosition = { partition: number; offset: bigint };

export type RecordControl = {
  stopping(): boolean;
  /** This record and all before it are handled, which may be noted before the rest of them is. */
  handled(record: KafkaRecord): Promise<void>;
  /**
   * Leaves this record and those after it for later: they come again in `afterMs` or sooner, and those before it count as
   * handled. The other partitions go on meanwhile.
   */
  later(record: KafkaRecord, afterMs: number): void;
};

export type SubscribeOptions = {
  group: string;
  topics: string[];
  /**
   * Gets records of one partition in the order of their offsets; of several partitions at once. Returning means handled;
   * throwing means that these records come again, after a pause.
   */
  onRecords(records: KafkaRecord[], control: RecordControl): Promise<void>;
};

export type Subscription = {
  /** Waits for the records in hand, then leaves the group. */
  stop(): Promise<void>;
  /** When the broker was last heard, whether it had records or not; null before the first time. */
  lastHeardAt(): Date | null;
};

/** What a service needs of Kafka; the in-memory broker keeps the same promises (`broker.contract.test.ts`). */
export type MessageBroker = {
  /** The name under which Kafka knows this process; no other process may have it. */
  readonly member: string;
  /**
   * Appends to the topic, messages of one key in their order, and resolves when they are safe: one position a message,
   * or null where it is not known. Tried again without losing the order; throws when it stays impossible.
   */
  send(topic: string, messages: OutgoingMessage[]): Promise<(SentPosition | null)[]>;
  /** Appends one record as it is, and resolves when all replicas have it; throws when that stays impossible. */
  forward(topic: string, record: ForwardedRecord): Promise<void>;
  /** Null for brokers that have no name. */
  clusterId(): Promise<string | null>;
  /** Joins a consumer group; a new group begins at the oldest record, a known one where it stopped. */
  subscribe(options: SubscribeOptions): Subscription;
  /**
   * Takes members of these names, whose processes ended without a word, out of a group, so that it does not wait for them.
   * One that lives after all joins again.
   */
  dismiss(group: string, members: string[]): Promise<void>;
  close(): Promise<void>;
};
