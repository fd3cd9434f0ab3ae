import type Cluster from 'kafkajs/src/cluster/index.js';
import type { Broker } from 'kafkajs/src/cluster/index.js';

export type NodeAnswer<T> = { ok: true; value: T } | { ok: false; problem: string };

/** Clusters of which a broker did not answer: it may have another address by now. */
const doubted = new WeakSet<Cluster>();

/** Asks one broker. That it fails is an answer of its own, so that the others are heard. */
export async function askNode<T>(
  cluster: Cluster,
  nodeId: string,
  ask: (broker: Broker) => Promise<T>,
): Promise<NodeAnswer<T>> {
  try {
    return { ok: true, value: await ask(await cluster.findBroker({ nodeId })) };
  } catch (error) {
    doubted.add(cluster);
    return { ok: false, problem: problemOf(nodeId, error) };
  }
}

function problemOf(nodeId: string, error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  // What the readers of bytes throw when they come to the end too early.
  if (error instanceof RangeError) return `The answer of broker ${nodeId} cannot be read (${reason})`;
  return `Broker ${nodeId} does not answer (${reason})`;
}

/** Looks the brokers up anew where one of them did not answer the last time. Throws when none can be reached. */
export async function settleDoubts(cluster: Cluster): Promise<void> {
  if (!doubted.has(cluster)) return;
  await cluster.refreshMetadata();
  doubted.delete(cluster);
}
