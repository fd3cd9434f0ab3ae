const connectionCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EHOSTUNREACH']);
// PostgreSQL, Appendix A: 08 connection, 28 who may connect, 3D000 no such database, 53 out of resources, 57P0x shutting
// down or starting up, 25006 read-only after a failover.
const outageStates = /^(08|28|3D000|53|57P0|25006)/;
const connectionMessages =
  /connection terminated|not currently accepting connections|timeout exceeded when trying to connect|query read timeout|connection error/i;

/** True when the database could not be reached or would not answer: trying the same thing again later may work. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError && error.errors.some(isOutage)) return true;
  const code: unknown = Reflect.get(error, 'code');
  if (typeof code === 'string' && (connectionCodes.has(code) || outageStates.test(code))) return true;
  return connectionMessages.test(error.message) || isOutage(error.cause);
}
