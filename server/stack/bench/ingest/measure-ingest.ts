import type { BenchResult } from '../bench-result.ts';
import { readNumbers } from '../read-numbers.ts';
import { eventsPerFlow, makeFlows } from '../traffic/make-flows.ts';
import { createTrafficTopics, preloadTopics } from '../traffic/preload-topics.ts';
import { type BenchStack, withBenchStack } from '../with-bench-stack.ts';
import { consumeBare } from './consume-bare.ts';
import { type BareCopy, copyBare } from './copy-bare.ts';
import { storeWholeRows, wholeTables } from './store-whole-rows.ts';
import { tableBytes } from './table-bytes.ts';
import { type DrainMoment, waitUntilStored } from './wait-until-stored.ts';

const aims = { ofWholeRowsCopy: 0.65, bytesAnEvent: 500 };
const storeTables = ['event', 'block', 'ref', 'id_text'];
/** Whole rows lie in memory before they are copied. */
const mostWholeRows = 200_000;
const limitMs = 10 * 60_000;

/** Drains preloaded topics with the real collector, beside bare consuming and bare COPY of the very rows it stored. */
export async function measureIngest(args: string[], say: (line: string) => void): Promise<BenchResult> {
  const { events } = readNumbers(args, { events: 600_000 });
  return await withBenchStack(['kafka', 'postgres', 'collector'], say, async (bench) => {
    const release = bench.stack.hold('collector');
    await createTrafficTopics(bench.kafka);
    say(`sending ${events} events`);
    await preloadTopics(bench.kafka, makeFlows(), events);
    say('consuming them bare');
    const consumed = await consumeBare(bench, events);
    say('storing them');
    const startedAt = performance.now();
    release();
    const moments = await waitUntilStored(bench, events, limitMs);
    const drain = judgeDrain(moments, events, startedAt);
    const perTransaction = await meanTransaction(bench, events);
    const bytes = await tableBytes(bench, events);
    say('copying the same rows bare');
    const copied = await copyBare(bench, { tables: storeTables, events, perTransaction, format: 'binary' });
    say('copying whole rows bare');
    const whole = await storeWholeRows(bench, Math.min(events, mostWholeRows));
    const wholeCopied = await copyBare(bench, { tables: wholeTables, events: whole, perTransaction, format: 'text' });
    return result(events, { drain, consumed, copied, wholeCopied, bytes, perTransaction });
  });
}

/** From the first record that is stored to the last; CPU of the same span. */
function judgeDrain(moments: DrainMoment[], events: number, startedAt: number) {
  const last = moments.at(-1);
  const first = moments.findLast(({ stored }) => stored === 0) ?? moments[0];
  const stored = moments.find((moment) => moment.stored >= events);
  if (!first || !last || !stored) throw new Error('nothing was seen of the drain');
  return {
    seconds: (stored.atMs - first.atMs) / 1_000,
    fromStartSeconds: (stored.atMs - startedAt) / 1_000,
    foldedAfterSeconds: (last.atMs - stored.atMs) / 1_000,
    collectorCpu: last.collectorCpu - first.collectorCpu,
    postgresCpu: last.postgresCpu - first.postgresCpu,
  };
}

/** Records a transaction, by the transactions that wrote the rows. */
async function meanTransaction({ pool }: BenchStack, events: number): Promise<number> {
  const { rows } = await pool.query<{ count: number; stored: number }>(
    'select count(distinct xmin::text)::int as count, (select count(*)::int from event) as stored from block',
  );
  const [row] = rows;
  if (row?.stored !== events) throw new Error(`${row?.stored} records are stored, of ${events} that were sent`);
  return Math.round(events / row.count);
}

type Measured = {
  drain: ReturnType<typeof judgeDrain>;
  consumed: { seconds: number };
  copied: BareCopy;
  wholeCopied: BareCopy;
  bytes: Record<string, number>;
  perTransaction: number;
};

function result(
  events: number,
  { drain, consumed, copied, wholeCopied, bytes, perTransaction }: Measured,
): BenchResult {
  const ofBareCopy = copied.seconds / drain.seconds;
  const wholePerSecond = wholeCopied.events / wholeCopied.seconds;
  const ofWholeCopy = events / drain.seconds / wholePerSecond;
  const micros = (seconds: number) => Number(((seconds / events) * 1e6).toFixed(1));
  const perSecond = (seconds: number) => Math.round(events / seconds);
  const total = bytes.total ?? 0;
  return {
    ratio: aims.ofWholeRowsCopy / ofWholeCopy,
    figures: {
      events,
      eventsPerFlow,
      collectorPerSecond: perSecond(drain.seconds),
      collectorFromStartPerSecond: perSecond(drain.fromStartSeconds),
      foldedAfterSeconds: Number(drain.foldedAfterSeconds.toFixed(2)),
      bareConsumePerSecond: perSecond(consumed.seconds),
      bareCopyPerSecond: perSecond(copied.seconds),
      ofBareCopy: Number(ofBareCopy.toFixed(3)),
      wholeRowsCopyPerSecond: Math.round(wholePerSecond),
      ofWholeRowsCopy: Number(ofWholeCopy.toFixed(3)),
      ofBareConsume: Number((consumed.seconds / drain.seconds).toFixed(3)),
      microsAnEvent: {
        collector: micros(drain.collectorCpu),
        postgres: micros(drain.postgresCpu),
        postgresBareCopy: micros(copied.postgresCpu),
        postgresWholeRowsCopy: Number(((wholeCopied.postgresCpu / wholeCopied.events) * 1e6).toFixed(1)),
      },
      recordsPerTransaction: perTransaction,
      bytesAnEvent: bytes,
      toBytesAim: Number((total / aims.bytesAnEvent).toFixed(3)),
      aims,
    },
  };
}
