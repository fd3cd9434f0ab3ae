import { spanRef } from '#server/traces/index.ts';
import type { PackedRecord } from './block-format.ts';

/** The span that a record says it was sent in, as traces name it, and whether that trace is recorded. */
export type SentBy = { ref: string; isSampled: boolean };

// W3C Trace Context, section 3.2: version, trace id, parent id, flags, whose lowest bit says sampled.
const traceparent = /^[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})/;

/** Of several headers the last counts; null where none can be read. */
export function readSentBy(headers: PackedRecord['headers']): SentBy | null {
  const value = headers.findLast(([name]) => name === 'traceparent' || name === 'ce_traceparent')?.[1];
  const [, trace, span, flags] = traceparent.exec(value?.toString('latin1') ?? '') ?? [];
  if (trace === undefined || span === undefined || flags === undefined) return null;
  return { ref: spanRef(trace, span), isSampled: (Number.parseInt(flags, 16) & 1) === 1 };
}
