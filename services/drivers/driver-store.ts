import type pg from 'pg';
import type { Work } from '#services/_kit/index.ts';

export type Driver = {
  id: string;
  name: string;
  latitude: number;
  longitude: number;
  position_at: Date;
  busy_with: string | null;
  /** As analytics measured them; none yet for null. */
  rides: number | null;
  usual_ride_ms: number | null;
};

const columns = 'id, name, latitude, longitude, position_at, busy_with, rides, usual_ride_ms';
const drivers = 'driver left join driver_record on driver_id = id';

/** By id; those under way, those free, or all for null. */
export async function listDrivers(db: pg.Pool, limit: number, busy: boolean | null): Promise<Driver[]> {
  const { rows } = await db.query<Driver>(
    `select ${columns} from ${drivers} where $2::boolean is null or (busy_with is not null) = $2 order by id limit $1`,
    [limit, busy],
  );
  return rows;
}

export async function readDriver(db: pg.Pool | pg.PoolClient, id: string): Promise<Driver | null> {
  const { rows } = await db.query<Driver>(`select ${columns} from ${drivers} where id = $1`, [id]);
  return rows[0] ?? null;
}

/** Takes a newer position. Returns false for an older one and for a driver who is not there. */
export async function moveDriver(
  { client }: Work,
  id: string,
  { latitude, longitude, recorded_at }: { latitude: number; longitude: number; recorded_at: string },
): Promise<boolean> {
  const { rowCount } = await client.query(
    'update driver set latitude = $2, longitude = $3, position_at = $4 where id = $1 and position_at < $4',
    [id, latitude, longitude, recorded_at],
  );
  return rowCount === 1;
}

export async function noteRide({ client }: Work, driverId: string, rodeMs: number): Promise<void> {
  await client.query(
    `insert into driver_record as known (driver_id, rides, usual_ride_ms) values ($1, 1, $2)
     on conflict (driver_id) do update
     set rides = known.rides + 1, usual_ride_ms = known.usual_ride_ms * 0.9 + excluded.usual_ride_ms * 0.1`,
    [driverId, rodeMs],
  );
}
