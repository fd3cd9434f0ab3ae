export { currentCorrelationId, currentRequestId } from './correlation.ts';
export type { HeaderSource, HeaderValue } from './message-headers.ts';
export {
  type MessageHeaders,
  type ProducedMessage,
  type ProducerSpan,
  producerSpan,
  type SentRecord,
} from './producer-span.ts';
export { recordSpans } from './record-spans.ts';
export { startTelemetry, type Telemetry, type TelemetryOptions } from './start-telemetry.ts';
export { currentTraceHeaders, withTraceHeaders } from './trace-context.ts';
export { type ClientCall, type ClientScope, withClientSpan } from './with-client-span.ts';
export { type ProcessedMessage, withProcessSpan } from './with-process-span.ts';
export { type ServerCall, type ServerScope, withServerSpan } from './with-server-span.ts';
