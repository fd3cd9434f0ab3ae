export { connectKafka, type KafkaConnection, type KafkaOptions, kafkaFromSettings } from './connect-kafka.ts';
export { consume } from './consume.ts';
export type {
  CommittedOffset,
  GroupDescription,
  GroupListing,
  GroupMember,
  GroupOffsets,
  GroupProblem,
  GroupProtocol,
  GroupState,
  PartitionEnds,
} from './consumer-group.ts';
export type {
  AssignedPartition,
  BatchControl,
  ConsumeOptions,
  ConsumerHandle,
  ConsumerState,
} from './consumer-options.ts';
export { type Admin, type AdminOptions, createAdmin, type NewTopic } from './create-admin.ts';
export { createGroupReader, type GroupReader } from './create-group-reader.ts';
export { createPlainProducer } from './create-plain-producer.ts';
export { createProducer, type Producer } from './create-producer.ts';
export type { KafkaLogger } from './kafka-log.ts';
export {
  type KafkaHeader,
  type KafkaRecord,
  partitionKey,
  type RecordBatch,
  type TopicPartition,
  type TopicPartitionOffset,
  type UnreadableRange,
} from './kafka-record.ts';
export type { ListedGroups } from './list-groups.ts';
export type { OffsetMove, RefusedMove } from './move-offsets.ts';
export type { OutgoingHeader, OutgoingMessage } from './outgoing-message.ts';
export type { SentMessage } from './producer-client.ts';
export { createLogReader, type LogPage, type LogReader } from './read-log.ts';
export type { TopicDescription } from './read-topics.ts';
export type { OutOfRange } from './repair-offset-reset.ts';
export { runTransaction, type Transaction } from './run-transaction.ts';
