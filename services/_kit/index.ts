export { createKafkaBroker } from './broker/kafka-broker.ts';
export type { MessageBroker } from './broker/message-broker.ts';
export { createTopics } from './create-topics.ts';
export type { EventType, NibbleEvent } from './event.ts';
export type { Fault, Faults } from './faults/faults.ts';
export { type EventHandlers, inOrder, type TimerHandlers } from './handlers.ts';
export { callJson, type JsonAnswer } from './http/call-json.ts';
export {
  type IdempotencyKey,
  idempotencyKeyOf,
  markRepeated,
  type StoredAnswer,
  storeAnswer,
  storedAnswer,
} from './http/idempotent.ts';
export { addressSchema, idParam, idText, jsonAnswer, jsonBody, plainText, problemAnswer } from './http/schemas.ts';
export { stepMs } from './pace.ts';
export { onStopSignal, runService } from './run-service.ts';
export type { ServiceContext, ServiceDefinition } from './service-definition.ts';
export { type RunningService, startService } from './start-service.ts';
export type { Work } from './work.ts';
