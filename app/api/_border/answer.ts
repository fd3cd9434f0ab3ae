import { v7 as uuidv7 } from 'uuid';
import { countRequest } from '#app/_server/metrics.ts';
import { withServerSpan } from '#server/platform/telemetry/index.ts';
import { problemResponse } from './problem-response.ts';

export type Call = {
  request: Request;
  /** The path's parameters as Next gives them; parse them with `parse`. */
  params: unknown;
  correlationId: string;
};

export type AnswerOptions = {
  /** Commands are part of a flow and always traced; reads only when the caller traces. */
  record?: 'always' | 'traced';
};

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;

/**
 * The one error border of the API: runs `handle` inside a server span, answers `x-correlation-id`, counts and times the
 * request under its route template, and turns whatever is thrown into problem details (RFC 9457).
 */
export function answer(route: string, handle: (call: Call) => Promise<Response>, options: AnswerOptions = {}): Handler {
  return async (request, context) => {
    const startedAt = performance.now();
    const { pathname, port } = new URL(request.url);
    const correlationId = correlationIdOf(request);
    const response = await withServerSpan(
      {
        method: request.method,
        route,
        path: pathname,
        headers: Object.fromEntries(request.headers),
        correlationId,
        serverPort: port === '' ? undefined : Number(port),
        record: options.record ?? 'traced',
      },
      async () => {
        try {
          return await handle({ request, params: await context.params, correlationId });
        } catch (thrown) {
          return problemResponse(thrown, route);
        }
      },
    );
    response.headers.set('x-correlation-id', correlationId);
    countRequest(request.method, route, response.status, (performance.now() - startedAt) / 1000);
    return response;
  };
}

const readable = /^[\x21-\x7e]{1,200}$/;

function correlationIdOf(request: Request): string {
  const given = request.headers.get('x-correlation-id')?.trim();
  return given && readable.test(given) ? given : uuidv7();
}
