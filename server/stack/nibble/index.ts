export { breakService, listFaults, mendServices, slowService } from './break-service.ts';
export { describeTopics } from './describe-topics.ts';
export type { StackDoors } from './find-stack.ts';
export { followOrder } from './follow-order.ts';
export { cancelOrder, placeOrder } from './place-order.ts';
export { tailTopic } from './tail-topic.ts';
export type { Verb } from './verb.ts';
