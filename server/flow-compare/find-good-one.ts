import type pg from 'pg';
import type { Flow } from '#schemas/api/flow.ts';
import type { GoodOne, GoodOneKind } from '#schemas/api/flow-compare.ts';
import { type FinishedFlow, findFinishedNear, getFlow } from '#server/event-flow/index.ts';
import { goodOneWords, noGoodOneWords } from './good-one-words.ts';

/** The business key by which flows are alike, besides their branch and their time. */
const alikeBy = 'restaurant';

const mostCandidates = 12;

/**
 * The finished flow to hold this one against: of the same branch of its process (or one that came to its good end), of the
 * same restaurant, the nearest in time; of another restaurant only where that one has none. Null when there is no such flow.
 */
export async function findGoodOne(pool: pg.Pool, correlationId: string, like: GoodOneKind): Promise<GoodOne | null> {
  const flow = await getFlow(pool, correlationId);
  if (!flow) return null;
  const branch = like === 'done' ? null : (flow.process?.branch ?? null);
  const asOf = flow.asOf;
  const shared = flow.refs.find(({ kind }) => kind === alikeBy);
  const refs = shared ? [{ kind: shared.kind, id: shared.value }, null] : [null];
  for (const ref of flow.process ? refs : []) {
    const found = await findOne(pool, flow, branch?.id ?? null, ref);
    if (!found) continue;
    const why = goodOneWords({
      branch: branch?.label ?? null,
      ref,
      wanted: refs[0] ?? null,
      flow,
      startedAt: found.startedAt,
    });
    return { correlationId: found.correlationId, startedAt: found.startedAt.toISOString(), why, asOf };
  }
  const why = noGoodOneWords(flow.process !== null, branch?.label ?? null);
  return { correlationId: null, startedAt: null, why, asOf };
}

type Ref = { kind: string; id: string } | null;

async function findOne(pool: pg.Pool, flow: Flow, branch: string | null, ref: Ref): Promise<FinishedFlow | null> {
  const candidates = await findFinishedNear(pool, {
    correlationId: flow.correlationId,
    ended: branch === null ? 'done' : 'failed',
    ref,
    near: new Date(flow.startedAt),
    most: mostCandidates,
  });
  for (const candidate of candidates) {
    const other = await getFlow(pool, candidate.correlationId);
    if (other && isLike(flow, other, branch)) return candidate;
  }
  return null;
}

function isLike({ process: mine }: Flow, { process: other }: Flow, branch: string | null): boolean {
  return other?.id === mine?.id && (other?.branch?.id ?? null) === branch;
}
