/**
 * Span attribute names that we write: OpenTelemetry semantic conventions 1.45 (messaging, kafka, http), and our own.
 * Written out here because the package's constants of unstable names cost memory in every process.
 */
export const attributeNames = {
  messagingSystem: 'messaging.system.name',
  messagingOperationName: 'messaging.operation.name',
  messagingOperationType: 'messaging.operation.type',
  messagingDestination: 'messaging.destination.name',
  messagingPartition: 'messaging.destination.partition.id',
  messagingGroup: 'messaging.consumer.group.name',
  messagingClientId: 'messaging.client.id',
  messagingMessageId: 'messaging.message.id',
  messagingConversationId: 'messaging.message.conversation_id',
  kafkaOffset: 'kafka.offset',
  kafkaKey: 'kafka.message.key',
  kafkaTombstone: 'kafka.message.tombstone',
  httpMethod: 'http.request.method',
  httpMethodOriginal: 'http.request.method_original',
  httpRoute: 'http.route',
  httpStatus: 'http.response.status_code',
  urlPath: 'url.path',
  urlFull: 'url.full',
  urlTemplate: 'url.template',
  urlScheme: 'url.scheme',
  serverAddress: 'server.address',
  serverPort: 'server.port',
  errorType: 'error.type',
  /** The business flow, copied from baggage. */
  correlationId: 'correlation.id',
  /** The request as the first event of a flow names it in `causation_id`. */
  requestId: 'nibble.request_id',
  /** What was wrong with the trace context that a request or message brought. */
  contextProblems: 'nibble.trace_context.problems',
} as const;
