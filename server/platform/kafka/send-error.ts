import { NibbleError } from '#schemas/errors.ts';

// MESSAGE_TOO_LARGE, INVALID_TOPIC, RECORD_LIST_TOO_LARGE, TOPIC_AUTHORIZATION_FAILED, INVALID_TIMESTAMP,
// UNSUPPORTED_FOR_MESSAGE_FORMAT, POLICY_VIOLATION, INVALID_RECORD: the same messages would be refused again.
const refusals = new Set([10, 17, 18, 29, 32, 43, 44, 87]);

/** `invalid` when Kafka refuses the messages themselves, `unavailable` for everything that may pass. */
export function sendError(cause: unknown): NibbleError {
  for (let error = cause; error instanceof Error; error = error.cause) {
    if ('code' in error && typeof error.code === 'number' && refusals.has(error.code)) {
      return new NibbleError('invalid', `Kafka refuses the messages: ${error.message}`, { cause });
    }
  }
  return new NibbleError('unavailable', 'Kafka did not take the messages', { cause });
}
