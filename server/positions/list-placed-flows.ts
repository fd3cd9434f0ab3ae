import type pg from 'pg';
import type { PartProblem } from '#schemas/api/common.ts';
import type { FlowHolder, FlowList, FlowSummary, FlowsQuery, FlowWait } from '#schemas/api/flow-list.ts';
import { readGroupPlaces } from '#server/consumer-groups/index.ts';
import { listFlows, readLatestRecords } from '#server/event-flow/index.ts';
import { findHolder } from './find-holder.ts';
import { partitionsOf } from './partitions-of.ts';
import type { Placing } from './read-placed-flow.ts';

const mostAsked = 100;
const mostRecords = 16;
const mostGroups = 100;

/** The list of flows, each late or stuck one with the consumer group that it waits in: of the first hundred such flows. */
export async function listPlacedFlows(
  pool: pg.Pool,
  query: FlowsQuery,
  { findMore, sayFailure }: Pick<Placing, 'sayFailure'> & { findMore?: Parameters<typeof listFlows>[2] },
): Promise<FlowList> {
  const list = await listFlows(pool, query, findMore);
  const held = list.items.filter(isHeld).slice(0, mostAsked);
  const problems: PartProblem[] = [];
  const holders = await findHolders(pool, held).catch((failure: unknown) => {
    const detail = `In which group late flows wait could not be read. ${sayFailure(failure)}`;
    problems.push({ what: 'consumer groups', detail });
    return new Map<string, FlowHolder | null>();
  });
  return {
    ...list,
    items: list.items.map((item) => ({ ...item, heldBy: holders.get(item.correlationId) ?? null })),
    problems: [...list.problems, ...problems],
  };
}

type HeldFlow = FlowSummary & { waits: FlowWait };

function isHeld(flow: FlowSummary): flow is HeldFlow {
  return (flow.status === 'late' || flow.status === 'stuck') && flow.waits !== null;
}

async function findHolders(pool: pg.Pool, flows: readonly HeldFlow[]): Promise<Map<string, FlowHolder | null>> {
  if (flows.length === 0) return new Map();
  const records = await readLatestRecords(pool, flows, mostRecords);
  const { places } = await readGroupPlaces(pool, partitionsOf(records.flat()), { mostGroups });
  const nowMs = Date.now();
  return new Map(
    flows.map(({ correlationId, waits }, index) => [
      correlationId,
      findHolder(waits.services, records[index] ?? [], places, nowMs),
    ]),
  );
}
