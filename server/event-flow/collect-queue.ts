import { partitionKey, type RecordBatch, type TopicPartition } from '#server/platform/kafka/index.ts';
import { sliceBatch, weightOf } from './slice-batch.ts';

export type QueueLimits = {
  /** A transaction takes at most this many records … */
  records: number;
  /** … and about this many bytes of keys and values. */
  bytes: number;
  /** At least this long between two transactions, unless one is full; also the longest that a record waits for company. */
  waitMs: number;
};

export type Work = { batches: RecordBatch[]; records: number; generation: number };

type Line = { batches: RecordBatch[]; isBusy: boolean };

// How many full transactions may wait: enough that writers never starve while the next fetch is under way.
const depth = 2;

/**
 * Batches between Kafka and the database, a line a partition. At most one transaction works on a partition at a time, so
 * that its order is kept; what waits is bounded by `room`.
 */
export class CollectQueue {
  readonly #limits: QueueLimits;
  readonly #lines = new Map<string, Line>();
  readonly #now: () => number;
  #records = 0;
  #bytes = 0;
  #generation = 0;
  #takenAt = Number.NEGATIVE_INFINITY;
  readonly #waiters = new Set<() => void>();

  constructor(limits: QueueLimits, now: () => number = () => performance.now()) {
    this.#limits = limits;
    this.#now = now;
  }

  /** Raised by `clear`: work taken before must not be tried again. */
  get generation(): number {
    return this.#generation;
  }

  /** Records that wait or are being written. */
  get size(): number {
    return this.#records;
  }

  /** Nothing more should be added now. */
  get isFull(): boolean {
    return this.#records >= this.#limits.records * depth || this.#bytes >= this.#limits.bytes * depth;
  }

  add(batch: RecordBatch): void {
    const line = this.#line(batch);
    line.batches.push(batch);
    this.#count(batch, 1);
    this.#changed();
  }

  /** Resolves when more may be added, or when the signal aborts. */
  async room(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.isFull) await this.#change(1_000, signal);
  }

  /** The next transaction's work, as soon as it is worth one; null when the signal aborts. */
  async next(signal: AbortSignal): Promise<Work | null> {
    while (!signal.aborted) {
      const dueMs = this.#dueInMs();
      if (dueMs <= 0) return this.#take();
      await this.#change(Math.min(dueMs, 1_000), signal);
    }
    return null;
  }

  /** What is left right now, without waiting for company; null when nothing is. */
  rest(): Work | null {
    return this.#waiting().length > 0 ? this.#take() : null;
  }

  /** The work is over, however it went. */
  done(work: Work): void {
    for (const batch of work.batches) this.#count(batch, -1);
    if (work.generation === this.#generation) for (const batch of work.batches) this.#line(batch).isBusy = false;
    this.#changed();
  }

  /** Forgets what waits of a partition. */
  drop(where: TopicPartition): void {
    const line = this.#lines.get(partitionKey(where));
    for (const batch of line?.batches.splice(0) ?? []) this.#count(batch, -1);
    this.#changed();
  }

  /** Forgets everything that waits. */
  clear(): void {
    this.#generation++;
    for (const { batches } of this.#lines.values()) for (const batch of batches) this.#count(batch, -1);
    this.#lines.clear();
    this.#changed();
  }

  #take(): Work {
    const batches: RecordBatch[] = [];
    let records = 0;
    let bytes = 0;
    for (const [key, line] of this.#waiting()) {
      if (records >= this.#limits.records || bytes >= this.#limits.bytes) break;
      const taken = this.#takeFrom(line, this.#limits.records - records, this.#limits.bytes - bytes);
      line.isBusy = true;
      // To the back: a partition with much waiting must not always go first.
      this.#lines.delete(key);
      this.#lines.set(key, line);
      batches.push(...taken);
      records += taken.reduce((sum, batch) => sum + batch.records.length, 0);
      bytes += taken.reduce((sum, batch) => sum + weightOf(batch.records), 0);
    }
    this.#takenAt = this.#now();
    return { batches, records, generation: this.#generation };
  }

  #takeFrom(line: Line, mostRecords: number, mostBytes: number): RecordBatch[] {
    const taken: RecordBatch[] = [];
    let records = mostRecords;
    let bytes = mostBytes;
    for (let batch = line.batches[0]; batch && records > 0 && bytes > 0; batch = line.batches[0]) {
      const [part, rest] = sliceBatch(batch, fitting(batch, records, bytes));
      taken.push(part);
      records -= part.records.length;
      bytes -= weightOf(part.records);
      if (rest) line.batches[0] = rest;
      else line.batches.shift();
    }
    return taken;
  }

  #dueInMs(): number {
    const waiting = this.#waiting();
    if (waiting.length === 0) return Number.POSITIVE_INFINITY;
    let records = 0;
    for (const [, { batches }] of waiting) for (const batch of batches) records += batch.records.length;
    if (records >= this.#limits.records || this.isFull) return 0;
    return this.#takenAt + this.#limits.waitMs - this.#now();
  }

  #waiting(): [string, Line][] {
    return [...this.#lines].filter(([, { batches, isBusy }]) => !isBusy && batches.length > 0);
  }

  #line(where: TopicPartition): Line {
    const key = partitionKey(where);
    const line = this.#lines.get(key) ?? { batches: [], isBusy: false };
    this.#lines.set(key, line);
    return line;
  }

  #count({ records }: RecordBatch, sign: 1 | -1): void {
    this.#records += sign * records.length;
    this.#bytes += sign * weightOf(records);
  }

  #changed(): void {
    for (const wake of this.#waiters) wake();
  }

  async #change(timeoutMs: number, signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#waiters.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const timer = setTimeout(wake, timeoutMs);
      signal.addEventListener('abort', wake, { once: true });
      this.#waiters.add(wake);
    });
  }
}

/** How many of a batch's records fit, at least one. */
function fitting({ records }: RecordBatch, mostRecords: number, mostBytes: number): number {
  let bytes = 0;
  const within = records.slice(0, mostRecords);
  const beyond = within.findIndex(({ key, value }) => {
    bytes += 100 + (key?.length ?? 0) + (value?.length ?? 0);
    return bytes > mostBytes;
  });
  return Math.max(1, beyond < 0 ? within.length : beyond);
}
