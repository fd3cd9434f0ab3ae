import type pg from 'pg';
import type { Admin } from '#server/platform/kafka/index.ts';

/** What went wrong on the way and was mended by trying again: it may happen, and is told. */
export async function countTroubles(
  db: pg.Pool,
  admin: Admin,
): Promise<{ deadlocks: number; retried: number; deadLetters: number }> {
  const { rows } = await db.query<{ deadlocks: number }>(
    'select deadlocks::int from pg_stat_database where datname = current_database()',
  );
  const [troubles] = rows;
  if (!troubles) throw new Error('the database has no statistics of itself');
  const topics = await admin.listTopics();
  const recordsOf = async (pattern: RegExp) => {
    const ends = await admin.logEnds(await admin.partitionsOf(topics.filter((topic) => pattern.test(topic))));
    return ends.reduce((sum, { offset }) => sum + Number(offset), 0);
  };
  return { ...troubles, retried: await recordsOf(/\.retry\.1$/), deadLetters: await recordsOf(/\.dlq$/) };
}
