import { inTransaction } from '#server/platform/db/index.ts';
import { statusNumbers } from './flow-status.ts';
import type { StoreState } from './flow-store.ts';
import { judgeFlows } from './judge-flows.ts';
import { tellJudged } from './tell-judged.ts';

const open = [statusNumbers.running, statusNumbers.late, statusNumbers.stuck, statusNumbers.off_path];
const mostAtOnce = 1_000;

/** Judges every open flow anew: what is usual has changed, or the process. Costs about a second for 100,000 of them. */
export async function rejudgeFlows(state: StoreState): Promise<void> {
  // A flow that stands otherwise afterwards moves to another status: all are listed by status first.
  for (const status of open) {
    for (let after: { startedAt: Date | string; correlation: string } | null = first; after !== null; ) {
      after = await rejudgeSome(state, status, after);
    }
  }
}

const first = { startedAt: '-infinity', correlation: '00000000-0000-0000-0000-000000000000' };

async function rejudgeSome(
  state: StoreState,
  status: number,
  { startedAt, correlation }: { startedAt: Date | string; correlation: string },
): Promise<{ startedAt: Date; correlation: string } | null> {
  return await inTransaction(state.pool, async (client) => {
    const { rows } = await client.query<{ correlation: string; started_at: Date }>(
      `select correlation, started_at from flow
        where status = $2 and (started_at, correlation) > ($3::timestamptz, $4::uuid) and cluster = $1
        order by started_at, correlation limit ${mostAtOnce}`,
      [state.cluster, status, startedAt, correlation],
    );
    const keys = rows.map((row) => row.correlation);
    await tellJudged(client, state.pool, await judgeFlows(client, state, keys));
    const last = rows.at(-1);
    return last && rows.length === mostAtOnce ? { startedAt: last.started_at, correlation: last.correlation } : null;
  });
}
