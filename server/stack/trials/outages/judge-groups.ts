import { consumerGroupList, type GroupVerdict } from '#schemas/api/consumer-group.ts';
import { eventually } from '#server/platform/testing/index.ts';

export type GroupsTold = { asOf: number; verdicts: Map<string, GroupVerdict> };

/** Rounds come every second or two; a broker that is back still loads its groups. */
const soonMs = 30_000;
const alarming = new Set<GroupVerdict>(['stall', 'stop', 'rewind', 'data_loss']);

/** What the console says of consumer groups now; null before the first round. */
export async function readGroups(web: string): Promise<GroupsTold | null> {
  const answer = await fetch(`${web}/api/consumer-groups?limit=500`, { signal: AbortSignal.timeout(6_000) });
  if (!answer.ok) throw new Error(`/api/consumer-groups answered ${answer.status}`);
  const { items, round } = consumerGroupList.parse(await answer.json());
  if (round === null) return null;
  return { asOf: Date.parse(round.asOf), verdicts: new Map(items.map(({ group, verdict }) => [group, verdict])) };
}

/**
 * That groups are looked at again soon after it is over, and that none that was well before is called stuck for what nobody
 * could see meanwhile.
 */
export async function judgeGroups(web: string, before: GroupsTold | null, during: string): Promise<string[]> {
  const overAt = Date.now();
  const now = await eventually(
    async () => {
      const told = await readGroups(web);
      return told && told.asOf > overAt ? told : null;
    },
    { timeoutMs: soonMs, everyMs: 250 },
  ).catch(() => null);
  if (now === null) return [`consumer groups were not looked at within ${soonMs} ms after "${during}"`];
  return [...now.verdicts].flatMap(([group, verdict]) => {
    const was = before?.verdicts.get(group);
    return was === 'ok' && alarming.has(verdict) ? [`${group} was called ${verdict} after "${during}"`] : [];
  });
}
