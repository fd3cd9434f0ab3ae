import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '#server/platform/testing/index.ts';
import type { CollectorProcess } from './collector-process.ts';
import type { Fault } from './fault.ts';
import type { Ground } from './open-ground.ts';
import { waitForIndex } from './wait-for-index.ts';

const quietMs = 60_000;

const killed: Fault = async ({ fleet }, random) => {
  const victim = random.oneOf(await fleet.some());
  await delay(random.whole(0, 1_500));
  const before = await victim.figures();
  const { signal, code } = await fleet.end(victim, 'SIGKILL');
  fleet.start();
  const held = before?.partitions ?? 0;
  return { happened: signal === 'SIGKILL' && held > 0, who: victim.name, signal, code, held, waiting: before?.waiting };
};

const joins: Fault = async ({ fleet }, random) => {
  const [first, second] = await fleet.some();
  if (first && second) await fleet.end(random.oneOf([first, second]), 'SIGTERM');
  const joining = fleet.start();
  const partitions = await joining.reads((count) => count > 0, 'a share');
  return { happened: partitions > 0, who: joining.name, partitions };
};

const leaves: Fault = async ({ fleet }, random) => {
  const leaving = random.oneOf(await fleet.pair());
  await delay(random.whole(0, 1_000));
  const ended = await fleet.end(leaving, 'SIGTERM');
  return { happened: ended.code === 0, who: leaving.name, ...ended };
};

/**
 * Frozen until another has all its partitions, then let go: what it has in hand the fence must refuse. Most times it is
 * frozen when it has just been given the lines that the fence locks, so that it surely has records in hand; else anywhere.
 */
const frozen: Fault = async (ground, random) => {
  const { fleet } = ground;
  const zombie = random.oneOf(await fleet.pair());
  const other = fleet.running.find((one) => one !== zombie);
  const before = { ...zombie.said };
  const inTransaction = random.share() < 0.75;
  // While partitions are being claimed, their lines are waited for too, and not in order to write.
  await waitForIndex(ground, quietMs);
  if (inTransaction) await freezeInTransaction(ground, zombie).catch(() => freezeInTransaction(ground, zombie));
  else zombie.signal('SIGSTOP');
  const taken = (await other?.reads((count) => count === 36, 'all partitions', 90_000)) ?? 0;
  await eventually(() => hasOneOwner(ground), { timeoutMs: 60_000, what: 'all partitions claimed by the other' });
  zombie.signal('SIGCONT');
  const refused = () => zombie.said.notOwned - before.notOwned;
  const failed = () => zombie.said.writesFailed - before.writesFailed;
  if (inTransaction) await eventually(() => refused() + failed() > 0, { what: 'its vain try to write' });
  await zombie.reads((count) => count > 0, 'partitions after the thaw', 90_000);
  const happened = taken === 36 && (!inTransaction || refused() + failed() > 0);
  return { happened, who: zombie.name, inTransaction, taken, refused: refused(), failed: failed() };
};

/** Given partitions are not yet taken: until then what the frozen one has begun may be completed. */
async function hasOneOwner({ pool }: Ground): Promise<boolean> {
  const { rows } = await pool.query('select count(distinct owner)::int as owners from index_offset');
  return rows[0]?.owners === 1;
}

/** Whoever waits for these lines takes them from us after two seconds; then it throws, and nothing is frozen. */
async function freezeInTransaction({ pool }: Ground, zombie: CollectorProcess): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query(
      'select pg_backend_pid() as pid from index_offset order by topic, record_partition for update',
    );
    const isWaiting = async () => {
      // Asked elsewhere: within a transaction the answer stays what it first was.
      const { rowCount } = await pool.query(
        `select from pg_stat_activity where query like '%for update of o%' and $1 = any (pg_blocking_pids(pid))`,
        [rows[0]?.pid],
      );
      return rowCount && Number((await zombie.figures())?.waiting) > 0;
    };
    await eventually(isWaiting, { what: `${zombie.name} waiting to write` });
    zombie.signal('SIGSTOP');
    // When it was taken from us in this very moment, it is over all the same.
    await client.query('rollback').catch(() => undefined);
  } finally {
    client.release(true);
  }
}

export const collectorFaults = {
  'collector killed': killed,
  'collector joins': joins,
  'collector leaves': leaves,
  'collector frozen': frozen,
} satisfies Record<string, Fault>;
