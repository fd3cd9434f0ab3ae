import { withClientSpan } from '#server/platform/telemetry/index.ts';

export type JsonCall = {
  method: string;
  /** Base address and path. */
  url: string;
  /** The path's template, for a span name that does not vary. */
  template: string;
  body?: unknown;
  timeoutMs: number;
  headers?: Record<string, string>;
  /** The flow it belongs to; what is being handled here unless told. */
  correlationId?: string;
};

/** The parsed body is null when it is empty or not JSON. */
export type JsonAnswer = { status: number; body: unknown };

/** Calls another service by REST inside a CLIENT span. Throws when there is no answer within `timeoutMs`. */
export async function callJson(call: JsonCall): Promise<JsonAnswer> {
  const { method, url, body, timeoutMs, headers } = call;
  return await withClientSpan(call, async (contextHeaders, scope) => {
    const response = await fetch(url, {
      method,
      headers: { ...contextHeaders, ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    scope.setStatus(response.status);
    return { status: response.status, body: parseJson(await response.text()) };
  });
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}
