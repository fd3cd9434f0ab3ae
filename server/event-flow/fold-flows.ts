import type pg from 'pg';
import { inTransaction } from '#server/platform/db/index.ts';
import { notifyFlows } from '#server/platform/live/index.ts';
import { addToLongFlows, type FoldedRange } from './add-to-long-flows.ts';
import { newTimes, readMarks } from './count-times.ts';
import type { StoreState } from './flow-store.ts';
import { type FlowDelta, foldInto } from './fold.ts';
import { judgeFlows } from './judge-flows.ts';
import { mergeDeltas, type PendingFold } from './pending-folds.ts';
import { readFoldRows } from './read-fold-rows.ts';
import { upsertFlows } from './upsert-flows.ts';

export type FoldResult = {
  /** Flows whose summary changed. */
  flows: number;
  /** More is waiting: call again. */
  remaining: boolean;
};

type Cursor = { folded: bigint; restartedAt: string | null };
const fresh: Cursor = { folded: 0n, restartedAt: null };

type Step = FoldedRange & { deltas: Map<string, FlowDelta> };

/**
 * Brings the flow summaries up to what is written, exactly once for every record: each partition's cursor moves in the
 * transaction that adds. Deltas come from memory where they begin at the cursor, else from the rows. Call it after
 * writes, one call at a time; when it throws, nothing was added and the next call makes good.
 */
export async function foldFlows(state: StoreState): Promise<FoldResult> {
  const taken = state.pending.takeAll();
  if (taken.length === 0) return { flows: 0, remaining: false };
  try {
    const { flows, steps, times } = await inTransaction(state.pool, (client) => foldTaken(client, state, taken));
    for (const { process, time } of times) state.judging.times.add(process, time);
    for (const [index, { topic, partition, to }] of taken.entries()) {
      const reached = steps[index]?.to ?? 0n;
      if (reached < to) state.pending.mustRead(topic, partition, to);
    }
    return { flows, remaining: !state.pending.isEmpty() };
  } catch (error) {
    state.pending.giveBack(taken);
    throw error;
  }
}

async function foldTaken(client: pg.ClientBase, state: StoreState, taken: PendingFold[]) {
  const cursors = await lockCursors(client, state.cluster, taken);
  const steps: Step[] = [];
  for (const pending of taken) {
    const cursor = cursors.get(`${pending.topic}/${pending.partition}`) ?? fresh;
    steps.push(await nextStep(client, state, pending, cursor));
  }
  const deltas = mergeDeltas(steps.map((step) => step.deltas));
  const moved = [...deltas].filter(([, { marks, dead }]) => marks.size + dead.length > 0).map(([key]) => key);
  const before = await readMarks(client, state.cluster, moved);
  const long = await upsertFlows(client, state.cluster, deltas);
  const { marks: after } = await judgeFlows(client, state, moved);
  const times = await newTimes(client, state, before, after);
  await moveCursors(client, state.cluster, steps);
  await addToLongFlows(client, state.cluster, long, steps);
  await notifyFlows(
    client,
    [...deltas.values()].map(({ name }) => name),
    'summaries',
  );
  return { flows: deltas.size, steps, times };
}

async function nextStep(
  client: pg.ClientBase,
  state: StoreState,
  pending: PendingFold,
  { folded, restartedAt }: Cursor,
): Promise<Step> {
  const { topic, partition, from, to } = pending;
  const range = { topic, partition, from: folded, restartedAt };
  if (from === folded) return { ...range, to, deltas: pending.deltas };
  if (folded >= to) return { ...range, to: folded, deltas: new Map() };
  const { rows, reached } = await readFoldRows(client, state, { ...range, to });
  const deltas = new Map<string, FlowDelta>();
  foldInto(deltas, rows);
  return { ...range, to: reached, deltas };
}

async function lockCursors(client: pg.ClientBase, cluster: number, taken: PendingFold[]): Promise<Map<string, Cursor>> {
  const { rows } = await client.query<{
    topic: number;
    record_partition: number;
    folded: string;
    restarted_at: string | null;
  }>(
    `select topic, record_partition, folded_offset::text as folded, restarted_at::text
       from fold_cursor
      where cluster = $1 and (topic, record_partition) in (select * from unnest($2::int[], $3::int[]))
      order by topic, record_partition
        for update`,
    [cluster, taken.map(({ topic }) => topic), taken.map(({ partition }) => partition)],
  );
  return new Map(
    rows.map((row) => [
      `${row.topic}/${row.record_partition}`,
      { folded: BigInt(row.folded), restartedAt: row.restarted_at },
    ]),
  );
}

async function moveCursors(client: pg.ClientBase, cluster: number, steps: Step[]): Promise<void> {
  await client.query(
    `update fold_cursor c set folded_offset = v.folded
       from unnest($2::int[], $3::int[], $4::bigint[]) as v (topic, record_partition, folded)
      where c.cluster = $1 and c.topic = v.topic and c.record_partition = v.record_partition`,
    [
      cluster,
      steps.map(({ topic }) => topic),
      steps.map(({ partition }) => partition),
      steps.map(({ to }) => to.toString()),
    ],
  );
}
