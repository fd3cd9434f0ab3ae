import { first, textOf } from './message-of-span.ts';
import { type Span, spanKinds } from './span.ts';

/** The REST call that a SERVER or CLIENT span is about. */
export type SpanRequest = { method: string; route: string; status: number | null; requestId: string | null };

const names = {
  method: ['http.request.method', 'http.method'],
  status: ['http.response.status_code', 'http.status_code'],
  route: ['http.route', 'url.template', 'url.path', 'http.target'],
  requestId: ['nibble.request_id', 'http.request.header.x-request-id'],
} as const;

/** Stable HTTP attribute names, else those of before 1.21; null for spans that are no HTTP call. */
export function requestOfSpan({ attributes, kind, name }: Span): SpanRequest | null {
  if (kind !== spanKinds.server && kind !== spanKinds.client) return null;
  const method = textOf(first(attributes, names.method));
  if (method === null) return null;
  const status = Number(textOf(first(attributes, names.status)) ?? Number.NaN);
  const route = textOf(first(attributes, names.route))?.split('?', 1)[0];
  return {
    method,
    route: route || name,
    status: Number.isInteger(status) && status >= 100 && status <= 999 ? status : null,
    requestId: textOf(first(attributes, names.requestId)),
  };
}
