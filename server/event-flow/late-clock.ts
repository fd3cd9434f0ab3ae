import type pg from 'pg';
import { inTransaction } from '#server/platform/db/index.ts';
import type { StoreState } from './flow-store.ts';
import { judgeFlows } from './judge-flows.ts';
import { readUntil } from './read-until.ts';
import { tellJudged } from './tell-judged.ts';

const everyMs = 1_000;
const mostAtOnce = 500;

/**
 * Finds flows that have become late, stuck or off the path without an event, by the time of events. Ask up to when all is
 * known, fold all that is written, then turn: so it judges nothing of which it has not folded what happened. It costs the
 * flows that are due, not those that are open.
 */
export class LateClock {
  #state: StoreState;
  #untilMs: number | null = null;
  #turnedAt = Number.NEGATIVE_INFINITY;

  constructor(state: StoreState) {
    this.#state = state;
  }

  /** Once a second at most. */
  async ask(): Promise<void> {
    if (this.#untilMs !== null || performance.now() - this.#turnedAt < everyMs) return;
    this.#untilMs = await readUntil(this.#state.pool, this.#state.cluster);
  }

  /** True: more is due, call again. */
  async turn(): Promise<boolean> {
    if (this.#untilMs === null) return false;
    const remaining = await judgeDue(this.#state, this.#untilMs);
    if (remaining) return true;
    this.#untilMs = null;
    this.#turnedAt = performance.now();
    return false;
  }
}

async function judgeDue(state: StoreState, askedMs: number): Promise<boolean> {
  return await inTransaction(state.pool, async (client) => {
    const untilMs = await moveOn(client, state.cluster, askedMs);
    state.judging.untilMs = untilMs;
    const { rows } = await client.query<{ correlation: string }>(
      `select correlation from flow_due where alarm_at <= to_timestamp($2 / 1000.0) and cluster = $1
        order by alarm_at limit ${mostAtOnce}`,
      [state.cluster, untilMs],
    );
    const due = rows.map(({ correlation }) => correlation);
    const { changed } = await judgeFlows(client, state, due);
    await tellJudged(client, state.pool, changed);
    return rows.length === mostAtOnce;
  });
}

/** Never back: what happened until then was known then. */
async function moveOn(client: pg.ClientBase, cluster: number, untilMs: number): Promise<number> {
  const { rows } = await client.query<{ until: Date }>(
    `insert into late_clock as l (cluster, judged_until) values ($1, to_timestamp($2 / 1000.0))
         on conflict (cluster) do update set judged_until = greatest(l.judged_until, excluded.judged_until)
     returning judged_until as until`,
    [cluster, untilMs],
  );
  return rows[0]?.until.getTime() ?? untilMs;
}
