export { createReceiver, type Receiver, type ReceiverCounts, type ReceiverOptions } from './create-receiver.ts';
export { listReleases, type Release } from './list-releases.ts';
export { listRequests, type TracedRequest } from './list-requests.ts';
export type { FlowSpan, FlowSpansQuery } from './read-flow-spans.ts';
export { readProducer } from './read-producer.ts';
export { spanKinds } from './span.ts';
export { keepSpanRetention, type SpanRetention } from './span-partitions.ts';
export { spanTables } from './span-tables.ts';
export { spanRef } from './span-times.ts';
