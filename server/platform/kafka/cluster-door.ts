import { setTimeout as delay } from 'node:timers/promises';
import type Cluster from 'kafkajs/src/cluster/index.js';
import { NibbleError } from '#schemas/errors.ts';
import { type KafkaConnection, openCluster } from './connect-kafka.ts';

export interface ClusterDoor {
  /** Runs `attempt` on a connected cluster, again after a broken connection or a moved leader; `unavailable` at last. */
  use<T>(what: string, attempt: (cluster: Cluster) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export interface Patience {
  /** Between one attempt and the next; there is one more attempt than pauses. */
  pausesMs: readonly number[];
  /** How often kafkajs itself tries to connect, within one attempt. */
  retries?: number;
  /** After which it is given up, whatever is being waited for: a broker that hangs takes connections and answers nothing. */
  withinMs?: number;
}

type Answer<T> = { ok: true; value: T } | { ok: false; cause: unknown };

const patient: Patience = { pausesMs: [50, 100, 200, 400, 800, 1_000, 1_000] };

/** Keeps one cluster object open and replaces it after any failure, so that no half-broken state outlives an error. */
export function createClusterDoor(
  connection: KafkaConnection,
  onRequest?: (apiName: string) => void,
  { pausesMs, retries, withinMs }: Patience = patient,
): ClusterDoor {
  let opening: Promise<Cluster> | null = null;
  let closed = false;

  async function open(): Promise<Cluster> {
    const cluster = openCluster(connection, onRequest, retries);
    await cluster.connect();
    await cluster.refreshMetadata();
    return cluster;
  }

  function current(): Promise<Cluster> {
    opening ??= open();
    return opening;
  }

  async function discard(failed: Promise<Cluster> | null): Promise<void> {
    if (opening === failed) opening = null;
    const cluster = await failed?.catch(() => null);
    await cluster?.disconnect().catch(() => undefined);
  }

  function use<T>(what: string, attempt: (cluster: Cluster) => Promise<T>): Promise<T> {
    const work = (tooLate: AbortSignal) => tryAgain(what, pausesMs, () => once(what, attempt), tooLate);
    return inTime(what, withinMs, work, () => discard(opening));
  }

  async function once<T>(what: string, attempt: (cluster: Cluster) => Promise<T>): Promise<Answer<T>> {
    if (closed) throw new NibbleError('internal', `${what}: the Kafka connection is closed`);
    const used = current();
    try {
      return { ok: true, value: await attempt(await used) };
    } catch (cause) {
      if (isFinal(cause)) throw cause;
      await discard(used);
      return { ok: false, cause };
    }
  }

  return {
    use,
    close: async () => {
      closed = true;
      await discard(opening);
    },
  };
}

/** Attempts until one succeeds, the pauses are used up or it is too late. */
async function tryAgain<T>(
  what: string,
  pausesMs: readonly number[],
  once: () => Promise<Answer<T>>,
  tooLate: AbortSignal,
): Promise<T> {
  for (const pause of pausesMs) {
    const answer = await once();
    if (answer.ok) return answer.value;
    await delay(pause);
    if (tooLate.aborted) throw silence(what, answer.cause);
  }
  const last = await once();
  if (last.ok) return last.value;
  throw silence(what, last.cause);
}

async function inTime<T>(
  what: string,
  withinMs: number | undefined,
  work: (tooLate: AbortSignal) => Promise<T>,
  giveUp: () => Promise<void>,
): Promise<T> {
  const tooLate = new AbortController();
  if (withinMs === undefined) return await work(tooLate.signal);
  let timer: NodeJS.Timeout | undefined;
  const given = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      tooLate.abort();
      void giveUp();
      reject(silence(what, new Error(`nothing within ${withinMs} ms`)));
    }, withinMs);
  });
  try {
    return await Promise.race([work(tooLate.signal), given]);
  } finally {
    clearTimeout(timer);
  }
}

function silence(what: string, cause: unknown): NibbleError {
  return new NibbleError('unavailable', `${what}: Kafka does not answer`, { cause });
}

/** Errors of the request itself, which no other connection would answer differently. */
function isFinal(error: unknown): boolean {
  if (error instanceof NibbleError) return error.code !== 'unavailable';
  return error instanceof Error && error.name === 'KafkaJSProtocolError' && 'retriable' in error && !error.retriable;
}
