import { setTimeout as delay } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import type { Random } from '#server/platform/random/index.ts';
import { callJson } from '#services/_kit/index.ts';
import type { TrafficSettings } from './traffic-settings.ts';

const driversSchema = z.object({
  items: z.array(z.object({ id: z.string(), latitude: z.number(), longitude: z.number() })).min(1),
});
/** A driver at work; all positions of a shift are one flow. */
type Shift = z.infer<typeof driversSchema>['items'][number] & { correlationId: string };

const atWork = 8;
const everyMs = 6_000;
const timeoutMs = 5_000;
const stepDegrees = 0.002;

/** Drivers' phones: now and then one sends where it is. Goes on while drivers is away. */
export async function moveDrivers(
  { driversUrl }: TrafficSettings,
  random: Random,
  { signal, onTrouble }: { signal: AbortSignal; onTrouble(why: unknown): void },
): Promise<void> {
  let shifts: Shift[] | null = null;
  while (!signal.aborted) {
    try {
      shifts ??= await beginShifts(driversUrl);
      await sendPosition(driversUrl, step(random, random.oneOf(shifts)));
    } catch (error) {
      if (!signal.aborted) onTrouble(error);
    }
    await delay(everyMs, undefined, { signal }).catch(() => undefined);
  }
}

async function beginShifts(driversUrl: string): Promise<Shift[]> {
  const url = `${driversUrl}/drivers?limit=${atWork}`;
  const answer = await callJson({ method: 'GET', url, template: '/drivers', timeoutMs });
  return driversSchema.parse(answer.body).items.map((driver) => ({ ...driver, correlationId: uuidv7() }));
}

function step(random: Random, shift: Shift): Shift {
  shift.latitude += (random.share() - 0.5) * stepDegrees;
  shift.longitude += (random.share() - 0.5) * stepDegrees;
  return shift;
}

async function sendPosition(driversUrl: string, { id, latitude, longitude, correlationId }: Shift): Promise<void> {
  const body = { latitude, longitude };
  const url = `${driversUrl}/drivers/${id}/location`;
  await callJson({ method: 'POST', url, template: '/drivers/{id}/location', body, timeoutMs, correlationId });
}
