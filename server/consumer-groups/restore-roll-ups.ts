import type pg from 'pg';
import type { GroupVerdict } from '#schemas/api/consumer-group.ts';
import type { GroupMemory } from './lag-memory.ts';
import { rollUpUnits, worseOf } from './roll-up.ts';

type Row = {
  group_id: number;
  topic_id: number;
  lag: string | null;
  lag_ms: number | null;
  lag_error_ms: number | null;
  members: number | null;
  verdict: GroupVerdict | null;
};

/** The hour under way, from its minutes: whoever takes over in the middle of it tells it whole. */
export async function restoreRollUps(
  client: pg.ClientBase,
  groups: ReadonlyMap<number, GroupMemory>,
  asOf: Date,
): Promise<void> {
  const startMs = Math.floor(asOf.getTime() / rollUpUnits.hour) * rollUpUnits.hour;
  const { rows } = await client.query<Row>(
    `select group_id, topic_id, lag::text, lag_ms, lag_error_ms, members, verdict from lag_minute
      where at >= $1 and group_id > 0 order by at`,
    [new Date(startMs)],
  );
  for (const row of rows) {
    const of = [...(groups.get(row.group_id)?.topics.values() ?? [])].find(({ topic }) => topic.id === row.topic_id);
    const hour = of?.rollUps.find(({ unit }) => unit === 'hour');
    if (!hour) continue;
    const { lag, lag_ms: lagMs, lag_error_ms: lagErrorMs, members, verdict } = row;
    const found = { lag: lag === null ? null : BigInt(lag), lagMs, lagErrorMs, members, verdict };
    hour.worst = hour.worst ? worseOf(hour.worst, found) : found;
    hour.startMs = startMs;
  }
}
