import { setTimeout as delay } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import type { Random } from '#server/platform/random/index.ts';
import { callJson } from '#services/_kit/index.ts';
import type { TrafficSettings } from './traffic-settings.ts';

const driversSchema = z.object({
  items: z.array(z.object({ id: z.string(), latitude: z.number(), longitude: z.number() })),
});
/** A driver under way; all positions of a shift are one flow. */
type Shift = z.infer<typeof driversSchema>['items'][number] & { correlationId: string };

const atWork = 8;
const everyMs = 4_000;
const shiftMs = 60_000;
const timeoutMs = 5_000;
const stepDegrees = 0.002;

/** Drivers' phones: now and then one sends where it is. Goes on while drivers is away. */
export async function moveDrivers(
  { driversUrl }: TrafficSettings,
  random: Random,
  { signal, onTrouble }: { signal: AbortSignal; onTrouble(why: unknown): void },
): Promise<void> {
  let shifts: Shift[] = [];
  let beganAt = Number.NEGATIVE_INFINITY;
  while (!signal.aborted) {
    try {
      if (shifts.length === 0 || performance.now() - beganAt > shiftMs) {
        shifts = await beginShifts(driversUrl);
        beganAt = performance.now();
      }
      if (shifts.length > 0) await sendPosition(driversUrl, step(random, random.oneOf(shifts)));
    } catch (error) {
      if (!signal.aborted) onTrouble(error);
    }
    await delay(everyMs, undefined, { signal }).catch(() => undefined);
  }
}

/** Those who bring food; their customers look where they are. */
export async function beginShifts(driversUrl: string): Promise<Shift[]> {
  const url = `${driversUrl}/drivers?busy=true&limit=${atWork}`;
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
