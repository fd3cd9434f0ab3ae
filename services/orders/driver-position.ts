import type pg from 'pg';
import type { EventData } from '#schemas/event-catalog.ts';
import type { Work } from '#services/_kit/index.ts';

export type DriverPosition = { latitude: number; longitude: number; recordedAt: string };

/** Takes where a driver is; what was measured before the known position changes nothing. */
export async function copyPosition(
  { client }: Work,
  { driver_id, latitude, longitude, recorded_at }: EventData['driver.position_changed'],
): Promise<void> {
  await client.query(
    `insert into driver_position (driver_id, latitude, longitude, recorded_at) values ($1, $2, $3, $4)
     on conflict (driver_id) do update set latitude = excluded.latitude, longitude = excluded.longitude,
       recorded_at = excluded.recorded_at
     where driver_position.recorded_at < excluded.recorded_at`,
    [driver_id, latitude, longitude, recorded_at],
  );
}

/** Where a driver was last, or null. */
export async function readPosition(db: pg.Pool, driverId: string): Promise<DriverPosition | null> {
  const { rows } = await db.query<{ latitude: number; longitude: number; recorded_at: Date }>(
    'select latitude, longitude, recorded_at from driver_position where driver_id = $1',
    [driverId],
  );
  const [row] = rows;
  return row ? { latitude: row.latitude, longitude: row.longitude, recordedAt: row.recorded_at.toISOString() } : null;
}
