import type { z } from 'zod';
import { type ErrorCode, NibbleError } from '#schemas/errors.ts';
import { withClientSpan } from '#server/platform/telemetry/index.ts';

type Service = { name: string; url: string; correlationId: string };
type Call = { template: string; id?: string; body?: unknown };

const timeoutMs = 10_000;

/** One REST call of a Nibble service, traced. Throws `unavailable` when it is away, `conflict` or `invalid` as it refused. */
export async function callService<Schema extends z.ZodType>(
  { name, url, correlationId }: Service,
  { template, id, body }: Call,
  answerSchema: Schema,
): Promise<z.output<Schema>> {
  const target = new URL(template.replace('{id}', encodeURIComponent(id ?? '')), url);
  const method = body === undefined ? 'GET' : 'POST';
  const response = await withClientSpan({ method, url: target, template, correlationId }, (headers) =>
    fetch(target, {
      method,
      headers: { ...headers, 'content-type': 'application/json', accept: 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    }),
  ).catch((cause: unknown) => {
    throw new NibbleError('unavailable', `The ${name} service does not answer.`, { cause });
  });
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw refusal(name, response.status, answer);
  const parsed = answerSchema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new NibbleError('unavailable', `The ${name} service gave an answer that is not understood.`, {
    cause: parsed.error,
  });
}

/** The service's own words where it gives problem details. */
function refusal(name: string, status: number, answer: unknown): NibbleError {
  const given = typeof answer === 'object' && answer !== null && 'detail' in answer ? String(answer.detail) : null;
  const detail = `The ${name} service refused (${status})${given ? `: ${given}` : '.'}`;
  return new NibbleError(codeOf(status), detail);
}

function codeOf(status: number): ErrorCode {
  if (status >= 500) return 'unavailable';
  if (status === 404) return 'not_found';
  return status === 409 ? 'conflict' : 'invalid';
}
