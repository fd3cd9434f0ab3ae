import { inTransaction } from '#server/platform/db/index.ts';
import { statusNumbers } from './flow-status.ts';
import type { StoreState } from './flow-store.ts';
import { judgeFlows } from './judge-flows.ts';
import { tellJudged } from './tell-judged.ts';

const open = [statusNumbers.running, statusNumbers.late, statusNumbers.stuck, statusNumbers.off_path];
const mostAtOnce = 1_000;

/** A place in the index of open flows; the time as the database writes it, which is finer than a Date. */
type Place = { startedAt: string; correlation: string };

/** Judges every open flow anew: what is usual has changed, or a process file. A transaction for each thousand. */
export async function rejudgeFlows(state: StoreState): Promise<void> {
  for (const status of open) {
    let place: Place | null = { startedAt: '-infinity', correlation: '00000000-0000-0000-0000-000000000000' };
    while (place !== null) place = await rejudgeFrom(state, status, place);
  }
}

/** Null at the end of the index. */
async function rejudgeFrom(state: StoreState, status: number, place: Place): Promise<Place | null> {
  return await inTransaction(state.pool, async (client) => {
    const { rows } = await client.query<Place>(
      `select correlation, started_at::text as "startedAt" from flow
        where status = $2 and (started_at, correlation) > ($3::timestamptz, $4::uuid) and cluster = $1
        order by started_at, correlation limit ${mostAtOnce}`,
      [state.cluster, status, place.startedAt, place.correlation],
    );
    const keys = rows.map(({ correlation }) => correlation);
    const { changed } = await judgeFlows(client, state, keys);
    await tellJudged(client, state.pool, changed);
    return rows.length === mostAtOnce ? (rows.at(-1) ?? null) : null;
  });
}
