import { type Context, Hono } from 'hono';
import type pg from 'pg';
import { type Clock, systemClock } from '#server/platform/clock/index.ts';
import type { Logger } from '#server/platform/logging/index.ts';
import { decodeJson } from './decode-json.ts';
import { decodeProtobuf } from './decode-protobuf.ts';
import { accepted, failed, formatOf, type OtlpFormat } from './otlp-answer.ts';
import { createBodyReader, UnknownEncoding } from './read-body.ts';
import { BadRequest, TooLarge } from './span.ts';
import { createSpanWriter, Unavailable } from './span-writer.ts';

export type ReceiverOptions = {
  /** A pool on schema `console`. */
  pool: pg.Pool;
  logger: Pick<Logger, 'warn'>;
  clock?: Clock | undefined;
  /** As the retention: an older start is filed under the oldest day kept. Default 7. */
  keepDays?: number | undefined;
  /** Default 20 MiB, as the protocol advises. */
  mostBodyBytes?: number | undefined;
  /** Default 20,000. */
  mostWaitingSpans?: number | undefined;
};

/** Counts since the start. */
export type ReceiverCounts = { requests: number; stored: number; rejected: number; turnedAway: number };

export type Receiver = {
  /** `POST /v1/traces`, to be mounted at the root. */
  app: Hono;
  counts(): ReceiverCounts & { waiting: number };
  /** Stores what waits; requests that come later are turned away. */
  close(): Promise<void>;
};

const bodiesAtOnce = 4;
const mostReasons = 5;
const retryAfterSeconds = 1;

/**
 * Receives spans by OTLP/HTTP (opentelemetry.io, OTLP specification): protobuf and JSON, gzip or plain. It says 200 when
 * the spans are committed, with `rejectedSpans` for those that never can be; 503 when there is no database or no room.
 */
export function createReceiver(options: ReceiverOptions): Receiver {
  const { pool, logger, clock = systemClock, keepDays = 7 } = options;
  const mostBytes = options.mostBodyBytes ?? 20 * 1024 * 1024;
  const writer = createSpanWriter({ pool, clock, logger, keepDays, mostWaiting: options.mostWaitingSpans ?? 20_000 });
  const withBody = createBodyReader({ mostBytes, mostBytesAtOnce: bodiesAtOnce * mostBytes });
  const counts: ReceiverCounts = { requests: 0, stored: 0, rejected: 0, turnedAway: 0 };

  async function receive(body: Buffer, format: OtlpFormat): Promise<Response> {
    const { spans, refused } = format === 'application/json' ? decodeJson(body) : decodeProtobuf(body);
    const written = spans.length === 0 ? { stored: 0, refused: 0 } : await writer.write(spans);
    if (written.refused > 0) refused.set('the database refused a value', written.refused);
    const rejected = refused.values().reduce((sum, count) => sum + count, 0);
    counts.stored += written.stored;
    counts.rejected += rejected;
    return accepted(format, rejected, reasonsText(refused));
  }

  const app = new Hono();
  app.post('/v1/traces', async (c) => {
    counts.requests += 1;
    const format = formatOf(c.req.header('content-type'));
    if (!format)
      return failed('application/json', 415, 'Content-Type must be application/x-protobuf or application/json.');
    try {
      return await withBody(incoming(c), (body) => receive(body, format));
    } catch (failure) {
      if (failure instanceof Unavailable) counts.turnedAway += 1;
      return answerTo(failure, format, logger);
    }
  });
  return { app, counts: () => ({ ...counts, waiting: writer.waiting() }), close: () => writer.close() };
}

function incoming(c: Context) {
  return {
    stream: c.req.raw.body,
    contentEncoding: c.req.header('content-encoding'),
    contentLength: c.req.header('content-length'),
  };
}

function answerTo(failure: unknown, format: OtlpFormat, logger: Pick<Logger, 'warn'>): Response {
  if (failure instanceof BadRequest) return failed(format, 400, failure.message);
  if (failure instanceof TooLarge) return failed(format, 413, failure.message);
  if (failure instanceof UnknownEncoding) return failed(format, 415, `${failure.message} is not understood.`);
  if (failure instanceof Unavailable) return failed(format, 503, failure.message, retryAfterSeconds);
  logger.warn({ err: failure }, 'A request with spans failed');
  return failed(format, 500, 'The receiver failed.');
}

function reasonsText(refused: Map<string, number>): string {
  const reasons = Array.from(refused, ([reason, count]) => `${count} × ${reason}`);
  const shown = reasons.slice(0, mostReasons).join('; ');
  return reasons.length > mostReasons ? `${shown}; and ${reasons.length - mostReasons} more reasons` : shown;
}
