import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { callJson } from '#services/_kit/index.ts';
import type { Random } from './random.ts';
import type { TrafficSettings } from './traffic-settings.ts';

const driversSchema = z.object({
  items: z.array(z.object({ id: z.string(), latitude: z.number(), longitude: z.number() })).min(1),
});
type Driver = z.infer<typeof driversSchema>['items'][number];

const everyMs = 6_000;
const timeoutMs = 5_000;
const stepDegrees = 0.002;

/** Drivers' phones: now and then one sends where it is. Goes on while drivers is away. */
export async function moveDrivers(
  { driversUrl }: TrafficSettings,
  random: Random,
  { signal, onTrouble }: { signal: AbortSignal; onTrouble(why: unknown): void },
): Promise<void> {
  let drivers: Driver[] | null = null;
  while (!signal.aborted) {
    try {
      drivers ??= await readDrivers(driversUrl);
      await sendPosition(driversUrl, step(random, random.oneOf(drivers)));
    } catch (error) {
      if (!signal.aborted) onTrouble(error);
    }
    await delay(everyMs, undefined, { signal }).catch(() => undefined);
  }
}

async function readDrivers(driversUrl: string): Promise<Driver[]> {
  const answer = await callJson({
    method: 'GET',
    url: `${driversUrl}/drivers?limit=100`,
    template: '/drivers',
    timeoutMs,
  });
  return driversSchema.parse(answer.body).items;
}

function step(random: Random, driver: Driver): Driver {
  driver.latitude += (random.share() - 0.5) * stepDegrees;
  driver.longitude += (random.share() - 0.5) * stepDegrees;
  return driver;
}

async function sendPosition(driversUrl: string, { id, latitude, longitude }: Driver): Promise<void> {
  const url = `${driversUrl}/drivers/${id}/location`;
  await callJson({ method: 'POST', url, template: '/drivers/{id}/location', body: { latitude, longitude }, timeoutMs });
}
