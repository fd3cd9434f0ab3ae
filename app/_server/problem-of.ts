import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { ProblemDetails } from '#schemas/api/common.ts';
import { httpStatusOf, NibbleError } from '#schemas/errors.ts';
import { log } from './log.ts';

/** Problem details of whatever was thrown at a border, and its line in the log under the same `ref`. */
export function problemOf(thrown: unknown, where: string): ProblemDetails {
  const known = asNibbleError(thrown);
  const status = httpStatusOf[known.code];
  const ref = randomUUID();
  const fields = { err: known.cause ?? known, code: known.code, ref, where };
  if (status >= 500) log().error(fields, `${where} failed: ${known.detail}`);
  else log().debug(fields, `${where} was refused: ${known.detail}`);
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code: known.code,
    detail: known.detail,
    ref,
  };
}

/** What nobody foresaw shows its reference, never its message: that may hold anything. */
function asNibbleError(thrown: unknown): NibbleError {
  if (thrown instanceof NibbleError) return thrown;
  if (isDatabaseAway(thrown)) {
    return new NibbleError('unavailable', 'The database cannot be reached.', { cause: thrown });
  }
  if (hasNoTables(thrown)) {
    return new NibbleError(
      'unavailable',
      'The database is empty: the collector, which makes its tables, has not run yet.',
      {
        cause: thrown,
      },
    );
  }
  return new NibbleError('internal', 'Something went wrong here. The reference finds it in the log.', {
    cause: thrown,
  });
}

// 57P01/57P03: it shuts down or starts up; 53300: too many connections.
const awayCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', '57P01', '57P03', '53300']);
const awayMessages = /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout)/;

/** Whether the database is not there at all, as against refusing a statement. */
export function isDatabaseAway(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  if ('code' in thrown && typeof thrown.code === 'string' && awayCodes.has(thrown.code)) return true;
  return awayMessages.test(thrown.message) || (thrown instanceof AggregateError && thrown.errors.some(isDatabaseAway));
}

/** undefined_table and invalid_schema_name. */
export function hasNoTables(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && (thrown.code === '42P01' || thrown.code === '3F000');
}
