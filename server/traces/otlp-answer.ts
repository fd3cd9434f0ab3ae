import { otlpTypes } from './otlp-schema.ts';

/** OTLP's two encodings by media type; an answer comes in that of its request. */
export type OtlpFormat = 'application/x-protobuf' | 'application/json';

export function formatOf(contentType: string | undefined): OtlpFormat | null {
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase();
  return type === 'application/x-protobuf' || type === 'application/json' ? type : null;
}

/** google.rpc.Code of the HTTP status, as the body of a failure repeats it. */
const rpcCodes: Record<number, number> = { 400: 3, 413: 8, 415: 3, 500: 13, 503: 14 };

/** 200, whole or partial: what was rejected must not be sent again. */
export function accepted(format: OtlpFormat, rejected: number, message: string): Response {
  const answer = rejected === 0 ? {} : { partialSuccess: { rejectedSpans: rejected, errorMessage: message } };
  if (format === 'application/x-protobuf')
    return respond(format, 200, otlpTypes.exportResponse.encode(answer).finish());
  const json = rejected === 0 ? {} : { partialSuccess: { rejectedSpans: String(rejected), errorMessage: message } };
  return respond(format, 200, JSON.stringify(json));
}

/** A failure with a Status body; `retryAfterSeconds` goes with those that are worth another try. */
export function failed(format: OtlpFormat, status: number, message: string, retryAfterSeconds?: number): Response {
  const body = { code: rpcCodes[status] ?? 2, message };
  const bytes = format === 'application/json' ? JSON.stringify(body) : otlpTypes.status.encode(body).finish();
  return respond(format, status, bytes, retryAfterSeconds);
}

function respond(format: OtlpFormat, status: number, body: string | Uint8Array, retryAfterSeconds?: number): Response {
  const headers = new Headers({ 'content-type': format });
  if (retryAfterSeconds !== undefined) headers.set('retry-after', String(retryAfterSeconds));
  return new Response(typeof body === 'string' ? body : Uint8Array.from(body), { status, headers });
}
