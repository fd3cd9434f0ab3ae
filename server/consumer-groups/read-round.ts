import type pg from 'pg';
import type { PartProblem } from '#schemas/api/common.ts';
import type { ConsumerGroup, GroupVerdict } from '#schemas/api/consumer-group.ts';

type Round = NonNullable<ConsumerGroup['round']>;

type Row = {
  as_of: Date;
  took_ms: number;
  every_ms: number;
  requests: number;
  groups: number;
  partitions: number;
  problems: PartProblem[];
};

/** The last round of the sampler; null before the first. */
export async function readRound(pool: pg.Pool): Promise<Round | null> {
  const { rows } = await pool.query<Row>(
    `select as_of, took_ms, every_ms, requests, groups, partitions, problems from lag_round order by as_of desc limit 1`,
  );
  const [row] = rows;
  if (!row) return null;
  const { as_of, took_ms: tookMs, every_ms: everyMs, requests, groups, partitions, problems } = row;
  return { asOf: as_of.toISOString(), tookMs, everyMs, requests, groups, partitions, problems };
}

/** How many groups there are of each verdict. */
export async function countVerdicts(pool: pg.Pool): Promise<Record<GroupVerdict, number>> {
  const counts = { ok: 0, warn: 0, stall: 0, stop: 0, rewind: 0, data_loss: 0, unknown: 0 };
  const { rows } = await pool.query<{ verdict: GroupVerdict; count: number }>(
    'select verdict, count(*)::int as count from consumer_group where gone_at is null group by verdict',
  );
  for (const { verdict, count } of rows) counts[verdict] = count;
  return counts;
}
