import { getFlow, listFlows } from '#server/event-flow/index.ts';
import { type Spread, spread } from '../figures/spread.ts';
import type { BenchStack } from '../with-bench-stack.ts';
import { type IdKind, sampleIds } from './sample-ids.ts';

/** Milliseconds of each way to ask: by a whole id of some kind, for an id that nobody has, and for the whole flow. */
export type LookupTimes = Record<`find by ${IdKind}` | 'find nothing' | 'open flow' | 'open nothing', Spread>;

type Doors = { find(id: string): Promise<number>; open(id: string): Promise<boolean> };

/** The read functions that pages call. */
export function atTheDoor({ pool }: BenchStack): Doors {
  return {
    find: async (q) => (await listFlows(pool, { q, limit: 50 })).items.length,
    open: async (id) => (await getFlow(pool, id)) !== null,
  };
}

/** The same through HTTP of the web process. */
export function overHttp({ stack }: BenchStack): Doors {
  const { web } = stack.addresses;
  return {
    find: async (q) => {
      const response = await fetch(`${web}/api/flows?q=${q}&limit=50`);
      return itemsIn(await response.json());
    },
    open: async (id) => {
      const response = await fetch(`${web}/api/flows/${id}`);
      await response.arrayBuffer();
      return response.ok;
    },
  };
}

/** One lookup at a time. Throws when an id that is there is not found, or one that is not is. */
export async function timeLookups(bench: BenchStack, doors: Doors, each: number): Promise<LookupTimes> {
  const ids = await sampleIds(bench, each);
  const find = (kind: IdKind) => time(ids[kind], async (id) => (await doors.find(id)) > 0);
  return {
    'find by correlation': await find('correlation'),
    'find by order': await find('order'),
    'find by customer': await find('customer'),
    'find by event': await find('event'),
    'find nothing': await time(ids.missing, async (id) => (await doors.find(id)) === 0),
    'open flow': await time(ids.correlation, doors.open),
    'open nothing': await time(ids.missing, async (id) => !(await doors.open(id))),
  };
}

async function time(ids: readonly string[], ask: (id: string) => Promise<boolean>): Promise<Spread> {
  const times: number[] = [];
  for (const id of ids) {
    const startedAt = performance.now();
    const isRight = await ask(id);
    times.push(performance.now() - startedAt);
    if (!isRight) throw new Error(`${id} was answered wrongly`);
  }
  return spread(times);
}

function itemsIn(answer: unknown): number {
  if (typeof answer !== 'object' || answer === null || !('items' in answer && Array.isArray(answer.items))) return -1;
  return answer.items.length;
}
