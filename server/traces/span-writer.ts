import type pg from 'pg';
import type { Clock } from '#server/platform/clock/index.ts';
import type { Logger } from '#server/platform/logging/index.ts';
import type { Span } from './span.ts';
import { createSpanDays } from './span-partitions.ts';
import { type NewSpan, spanRow } from './span-row.ts';
import { storeSpans } from './store-spans.ts';

export type SpanWriterOptions = {
  pool: pg.Pool;
  clock: Clock;
  logger: Pick<Logger, 'warn'>;
  keepDays: number;
  /** Spans that may wait at once; beyond, senders are told to come again. */
  mostWaiting: number;
};

/** No room for these spans, or no database to put them into: the sender shall try again. */
export class Unavailable extends Error {
  override name = 'Unavailable';
}

export type Written = { stored: number; refused: number };

export type SpanWriter = {
  /** Resolves when the spans are committed. Throws `Unavailable`. */
  write(spans: Span[]): Promise<Written>;
  /** Spans accepted and not yet committed. */
  waiting(): number;
  /** Writes what waits, then takes no more. */
  close(): Promise<void>;
};

type Request = { spans: NewSpan[]; done: (written: Written) => void; failed: (failure: Error) => void };

const flushAt = 1_000;
const flushAfterMs = 200;
const mostInOneWrite = 5_000;

/**
 * Gathers the spans of many requests into few writes: at 1,000 spans or after 200 ms, one write at a time. What comes
 * while one is under way makes up the next, so that writes grow with the load.
 */
export function createSpanWriter(options: SpanWriterOptions): SpanWriter {
  const writeBatch = batchWriter(options);
  const queue: Request[] = [];
  let waiting = 0;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | undefined;
  let closed = false;

  async function drain(): Promise<void> {
    while (queue.length > 0) {
      const batch = takeBatch(queue);
      await writeBatch(batch);
      waiting -= sizeOf(batch);
    }
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing ??= drain().finally(() => {
      writing = undefined;
    });
    return writing;
  }

  return {
    async write(spans) {
      if (closed) throw new Unavailable('The receiver is shutting down.');
      // One request alone is always taken, or a large one would come again for ever.
      if (waiting > 0 && waiting + spans.length > options.mostWaiting)
        throw new Unavailable('Too many spans are waiting.');
      const now = options.clock.now();
      const rows = spans.map((span) => spanRow(span, now, options.keepDays));
      waiting += rows.length;
      const written = new Promise<Written>((done, failed) => queue.push({ spans: rows, done, failed }));
      if (waiting >= flushAt) flush();
      else timer ??= setTimeout(flush, flushAfterMs);
      return await written;
    },
    waiting: () => waiting,
    async close() {
      closed = true;
      await flush();
    },
  };
}

function takeBatch(queue: Request[]): Request[] {
  let size = 0;
  const last = queue.findIndex(({ spans }) => {
    size += spans.length;
    return size >= mostInOneWrite;
  });
  return queue.splice(0, last < 0 ? queue.length : last + 1);
}

function sizeOf(batch: Request[]): number {
  return batch.reduce((sum, { spans }) => sum + spans.length, 0);
}

/** Writes one batch and tells each request how it went; never throws. */
function batchWriter({ pool, logger }: SpanWriterOptions): (batch: Request[]) => Promise<void> {
  const days = createSpanDays(pool);

  async function store(spans: NewSpan[]): Promise<Set<NewSpan>> {
    await days.ensure(spans.map(({ row }) => row.ts));
    return await storeSpans(pool, spans);
  }

  return async (batch) => {
    const spans = batch.flatMap((request) => request.spans);
    try {
      const refused = await store(spans).catch((failure) => {
        if (!isWithoutPartition(failure)) throw failure;
        days.forget();
        return store(spans);
      });
      for (const request of batch) {
        const lost = request.spans.filter((span) => refused.has(span)).length;
        request.done({ stored: request.spans.length - lost, refused: lost });
      }
    } catch (cause) {
      logger.warn(
        { err: cause, spans: spans.length },
        'Spans could not be stored; their senders are asked to come again',
      );
      for (const request of batch) request.failed(new Unavailable('The database is away.', { cause }));
    }
  };
}

/** check_violation: retention dropped the day beneath us. */
function isWithoutPartition(failure: unknown): boolean {
  return failure instanceof Error && 'code' in failure && failure.code === '23514';
}
