import { setTimeout as wait } from 'node:timers/promises';
import { flowList } from '#schemas/api/flow-list.ts';

/** What the console said of its own age: how often it was asked, and what it owned to. */
export type Statement = { asked: number; saidBehind: number; saidComplete: number; mostBehind: number };

const everyMs = 500;

/** Asks the list of flows, as a page does, until the signal: does it say that it is behind? */
export async function watchStatement(web: string, signal: AbortSignal): Promise<Statement> {
  const said: Statement = { asked: 0, saidBehind: 0, saidComplete: 0, mostBehind: 0 };
  while (!signal.aborted) {
    const response = await fetch(`${web}/api/flows?limit=1`, { signal }).catch(() => null);
    if (response?.ok) {
      const { coverage } = flowList.parse(await response.json());
      const behind = coverage.topics.reduce((sum, topic) => sum + Number(topic.behind ?? 0), 0);
      said.asked += 1;
      said.saidBehind += behind > 0 ? 1 : 0;
      said.saidComplete += coverage.complete ? 1 : 0;
      said.mostBehind = Math.max(said.mostBehind, behind);
    }
    await wait(everyMs, undefined, { signal }).catch(() => undefined);
  }
  return said;
}
