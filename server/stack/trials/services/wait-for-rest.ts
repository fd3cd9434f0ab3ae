import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { Admin } from '#server/platform/kafka/index.ts';
import { pythonServiceNames } from '../../plan/defaults.ts';
import type { TopicListener } from './listen-to-topics.ts';
import { readFlows } from './read-flows.ts';

export type RestOptions = {
  /** Who took part. */
  names: readonly string[];
  services: pg.Pool;
  console: pg.Pool;
  admin: Admin;
  listener: TopicListener;
  withinMs: number;
};

/** Waits until nothing is under way any more, and says what still is when that does not come. */
export async function waitForRest(options: RestOptions): Promise<string[]> {
  const deadline = Date.now() + options.withinMs;
  let quiet = 0;
  for (;;) {
    const left = await whatMoves(options).catch((error: unknown) => [`looking failed: ${String(error)}`]);
    // Between two looks an event may lie in no table and no lag: it is being handled.
    quiet = left.length === 0 ? quiet + 1 : 0;
    if (quiet === 3 || Date.now() > deadline) return left;
    await delay(500);
  }
}

async function whatMoves(options: RestOptions): Promise<string[]> {
  const left = [...(await backlogs(options)), ...(await lags(options))];
  if (left.length > 0) return left;
  if (!(await options.listener.atEnd())) return ['the listener has not read everything'];
  const records = options.listener.log().length + (await passedOn(options.admin));
  const flows = await readFlows(options.console);
  const told = flows.reduce((sum, { events }) => sum + events, 0);
  return told === records ? [] : [`the console has ${told} of ${records} records`];
}

/** Records of retry tiers and dead letters: they belong to flows too, and the listener does not read them. */
async function passedOn(admin: Admin): Promise<number> {
  const topics = (await admin.listTopics()).filter((topic) => /\.(retry\.\d|dlq)$/.test(topic));
  const ends = await admin.logEnds(await admin.partitionsOf(topics));
  return ends.reduce((sum, { offset }) => sum + Number(offset), 0);
}

/** Loyalty gives order by key up, and waits for nothing. */
const keepsOutboxAlone: ReadonlySet<string> = new Set(pythonServiceNames);

async function backlogs({ names, services: db }: RestOptions): Promise<string[]> {
  const tables = {
    events: 'outbox where published_at is null',
    timers: 'timer',
    'held events': 'held_record',
    'events being retried': 'failed_key',
  };
  const counts = names.flatMap((name) =>
    Object.entries(tables)
      .slice(0, keepsOutboxAlone.has(name) ? 1 : undefined)
      .map(
        ([what, from]) => `select '${name}: ' || count(*) || ' ${what}' as left, count(*)::int from ${name}.${from}`,
      ),
  );
  counts.push(
    `select 'notifications: ' || count(*) || ' notices to send', count(*)::int from notifications.notification
     where sent_at is null and failed_at is null`,
  );
  const { rows } = await db.query<{ left: string; count: number }>(counts.join(' union all '));
  return rows.filter(({ count }) => count > 0).map(({ left }) => left);
}

async function lags({ names, admin }: RestOptions): Promise<string[]> {
  const ends = await admin.logEnds(await admin.partitionsOf(await admin.listTopics()));
  const each = await Promise.all(
    names.map(async (group) => {
      const committed = await admin.fetchOffsets(group);
      const lag = committed.reduce((sum, { topic, partition, offset }) => {
        const end = ends.find((one) => one.topic === topic && one.partition === partition)?.offset ?? 0n;
        return sum + Number(end - (offset < 0n ? 0n : offset));
      }, 0);
      return lag > 0 ? [`${group}: ${lag} records to handle`] : [];
    }),
  );
  return each.flat();
}
