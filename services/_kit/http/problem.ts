import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { type ErrorCode, httpStatusOf, NibbleError } from '#schemas/errors.ts';
import type { Logger } from '#server/platform/logging/index.ts';
import { isOutage } from '../is-outage.ts';

export type Problem = { status: number; code: ErrorCode; detail: string };

/** An answer in `application/problem+json` (RFC 9457); `ref` stands in the log too. */
export function problemResponse({ status, code, detail }: Problem, ref: string = randomUUID()): Response {
  const title = STATUS_CODES[status] ?? 'Error';
  const headers: Record<string, string> = { 'content-type': 'application/problem+json' };
  if (status === 503) headers['retry-after'] = '2';
  return new Response(JSON.stringify({ type: 'about:blank', title, status, code, detail, ref }), { status, headers });
}

/** Translates whatever a route threw; an error nobody expected is told by its reference alone. */
export function answerError(error: unknown, c: Context, { name, logger }: { name: string; logger: Logger }): Response {
  const problem = problemOf(error, name);
  const ref = randomUUID();
  const line = { err: error, ref, method: c.req.method, path: c.req.path, status: problem.status };
  if (problem.status >= 500) logger.error(line, 'a request failed');
  else logger.debug(line, 'a request was refused');
  return problemResponse(problem, ref);
}

function problemOf(error: unknown, name: string): Problem {
  if (error instanceof NibbleError && error.code !== 'internal') {
    return { status: httpStatusOf[error.code], code: error.code, detail: error.detail };
  }
  if (error instanceof HTTPException) return { status: error.status, code: 'invalid', detail: `${error.message}.` };
  if (isOutage(error)) {
    return {
      status: 503,
      code: 'unavailable',
      detail: `The ${name} service cannot reach its database; try again in a moment.`,
    };
  }
  return { status: 500, code: 'internal', detail: 'Something went wrong here; the reference finds it in the log.' };
}
