import type { EventData } from '#schemas/event-catalog.ts';
import type { Work } from '#services/_kit/index.ts';
import { metresBetween, type Place } from './metres-between.ts';

/** Counts a position, and how far it is from the driver's last one; one that comes late moves nobody. */
export async function followDriver(
  { client }: Work,
  position: EventData['driver.location_updated'],
  toldAt: string,
): Promise<void> {
  const { driver_id, latitude, longitude, recorded_at } = position;
  const { rows } = await client.query<Place & { late: boolean }>(
    'select latitude, longitude, recorded_at >= $2 as late from driver_track where driver_id = $1 for update',
    [driver_id, recorded_at],
  );
  const [last] = rows;
  const metres = last && !last.late ? metresBetween(last, position) : 0;
  await client.query(
    `insert into driver_track (driver_id, latitude, longitude, recorded_at) values ($1, $2, $3, $4)
     on conflict (driver_id) do update
     set latitude = excluded.latitude, longitude = excluded.longitude, recorded_at = excluded.recorded_at
     where driver_track.recorded_at < excluded.recorded_at`,
    [driver_id, latitude, longitude, recorded_at],
  );
  await client.query(
    `insert into movement (minute, positions, metres) values (date_trunc('minute', $1::timestamptz), 1, $2)
     on conflict (minute) do update
     set positions = movement.positions + 1, metres = movement.metres + excluded.metres`,
    [toldAt, metres],
  );
}
