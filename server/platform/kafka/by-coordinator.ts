import type Cluster from 'kafkajs/src/cluster/index.js';
import type { Broker } from 'kafkajs/src/cluster/index.js';
import { askNode } from './ask-node.ts';
import type { GroupListing, GroupProblem } from './consumer-group.ts';

/** Answers by group; a group may be missing in them. */
type Answers<T> = Map<string, T | GroupProblem>;
export type GroupQuestion<T> = (broker: Broker, groups: readonly string[]) => Promise<Answers<T>>;

/** A broker answers the requests of one connection in turn: the second waits there while the first is read here. */
const requestsAtOnce = 2;

/**
 * Asks each coordinator about its groups, so many a request. A request that fails is a problem of the groups in it, and a
 * group that the answer passes over has one too.
 */
export async function byCoordinator<T>(
  cluster: Cluster,
  groups: readonly GroupListing[],
  perRequest: number,
  ask: GroupQuestion<T>,
): Promise<Answers<T>> {
  const answers: Answers<T> = new Map();
  const coordinators = [...Map.groupBy(groups, ({ coordinator }) => coordinator)];
  const asking = coordinators.map(async ([coordinator, own]) => {
    const batches = batchesOf(
      own.map(({ group }) => group),
      perRequest,
    );
    const work = async () => {
      for (let batch = batches.shift(); batch; batch = batches.shift()) {
        for (const [group, answer] of await askBatch(cluster, String(coordinator), batch, ask))
          answers.set(group, answer);
      }
    };
    await Promise.all(Array.from({ length: requestsAtOnce }, work));
  });
  await Promise.all(asking);
  return answers;
}

async function askBatch<T>(
  cluster: Cluster,
  nodeId: string,
  batch: readonly string[],
  ask: GroupQuestion<T>,
): Promise<Answers<T>> {
  const answer = await askNode(cluster, nodeId, (broker) => ask(broker, batch));
  const silence = { problem: answer.ok ? 'The broker said nothing of this group' : answer.problem };
  return new Map(batch.map((group) => [group, (answer.ok && answer.value.get(group)) || silence]));
}

function batchesOf<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}
