/** `error.type` of a failure: an error code or class name, never its message (semantic conventions: low cardinality). */
export function errorType(failure: unknown): string {
  if (!(failure instanceof Error)) return typeof failure;
  if ('code' in failure && typeof failure.code === 'string' && failure.code !== '') return failure.code;
  // Errors of the Kafka protocol carry their name there: UNKNOWN_TOPIC_OR_PARTITION.
  if ('type' in failure && typeof failure.type === 'string' && failure.type !== '') return failure.type;
  return failure.name;
}
