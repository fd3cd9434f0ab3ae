import { z } from 'zod';
import { callJson, type ServiceContext } from '#services/_kit/index.ts';
import { type DriverPosition, readPosition } from './driver-position.ts';

const driverSchema = z.object({ latitude: z.number(), longitude: z.number(), positionAt: z.string() });

const customerWaitsMs = 1_000;

/** Asks drivers where one of them is, while a customer looks; null when there is no answer within a second. */
export async function askPosition(baseUrl: string, driverId: string): Promise<DriverPosition | null> {
  const answer = await callJson({
    method: 'GET',
    url: `${baseUrl.replace(/\/+$/, '')}/drivers/${encodeURIComponent(driverId)}`,
    template: '/drivers/{id}',
    timeoutMs: customerWaitsMs,
  }).catch(() => null);
  const driver = driverSchema.safeParse(answer?.body);
  if (answer?.status !== 200 || !driver.success) return null;
  const { latitude, longitude, positionAt } = driver.data;
  return { latitude, longitude, recordedAt: positionAt };
}

/** Where the driver of an order is: as events told last, or asked for where none told it yet; null when nobody knows. */
export async function findPosition(
  { pool, settings }: ServiceContext,
  driverId: string,
): Promise<DriverPosition | null> {
  const url = settings.platform.DRIVERS_URL;
  return (await readPosition(pool, driverId)) ?? (url ? await askPosition(url, driverId) : null);
}
