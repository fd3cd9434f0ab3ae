import { Agent, type ClientRequest, type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import { text } from 'node:stream/consumers';
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

// Shorter than the five seconds after which a Node server closes an idle connection under our feet.
const agent = new Agent({ keepAlive: true, timeout: 4_000 });

/** Calls another service by REST inside a CLIENT span. Throws when there is no whole answer within `timeoutMs`. */
export async function callJson(call: JsonCall): Promise<JsonAnswer> {
  return await withClientSpan(call, async (contextHeaders, scope) => {
    const response = await send(call, { ...contextHeaders, ...call.headers });
    const status = response.statusCode ?? 0;
    scope.setStatus(status);
    return { status, body: parseJson(await text(response)) };
  });
}

/** By node:http and not by fetch, whose parser costs each process some 15 MB. */
async function send(call: JsonCall, headers: Record<string, string>, isRetry = false): Promise<IncomingMessage> {
  const content = call.body === undefined ? null : Buffer.from(JSON.stringify(call.body));
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const outgoing = begin(call, content === null ? headers : { ...headers, ...contentHeaders(content) }, resolve);
  outgoing.once('error', reject);
  outgoing.end(content ?? undefined);
  try {
    return await promise;
  } catch (error) {
    // The server closed the kept connection just when we used it: it has not read the request.
    if (outgoing.reusedSocket && isReset(error) && !isRetry) return await send(call, headers, true);
    throw error;
  }
}

function begin(
  { method, url, timeoutMs }: JsonCall,
  headers: Record<string, string>,
  onResponse: (response: IncomingMessage) => void,
): ClientRequest {
  const options = { method, headers, signal: AbortSignal.timeout(timeoutMs) };
  if (url.startsWith('https:')) return secureRequest(url, options, onResponse);
  return plainRequest(url, { ...options, agent }, onResponse);
}

function contentHeaders(content: Buffer): Record<string, string> {
  return { 'content-type': 'application/json', 'content-length': String(content.length) };
}

function isReset(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNRESET';
}

function parseJson(body: string): unknown {
  try {
    return body === '' ? null : JSON.parse(body);
  } catch {
    return null;
  }
}
