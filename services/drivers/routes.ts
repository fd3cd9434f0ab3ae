import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { isoTime } from '#schemas/api/common.ts';
import { NibbleError } from '#schemas/errors.ts';
import { idParam, jsonAnswer, jsonBody, problemAnswer, type ServiceContext } from '#services/_kit/index.ts';
import { type Driver, listDrivers, moveDriver, readDriver } from './driver-store.ts';

const positionSchema = z
  .object({
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    recordedAt: isoTime.optional().openapi({ description: 'When the device measured it; now unless told' }),
  })
  .openapi('Position');

const driverSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    latitude: z.number(),
    longitude: z.number(),
    positionAt: isoTime,
    busyWith: z.string().nullable(),
    rides: z.int().openapi({ description: 'That analytics has measured' }),
    usualRideMs: z.number().nullable(),
  })
  .openapi('Driver');

const listQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  busy: z.enum(['true', 'false']).optional().openapi({ description: 'Only those under way, or only those free' }),
});

const list = createRoute({
  method: 'get',
  path: '/drivers',
  summary: 'Drivers by id, and where they are',
  request: { query: listQuery },
  responses: { 200: jsonAnswer('Drivers', z.object({ items: z.array(driverSchema) })) },
});
const read = createRoute({
  method: 'get',
  path: '/drivers/{id}',
  summary: 'One driver',
  request: { params: idParam },
  responses: { 200: jsonAnswer('The driver', driverSchema), 404: problemAnswer('No such driver') },
});
const locate = createRoute({
  method: 'post',
  path: '/drivers/{id}/location',
  summary: 'Where a driver is; a position older than the known one is ignored',
  request: { params: idParam, body: jsonBody(positionSchema) },
  responses: { 202: jsonAnswer('Taken', driverSchema), 404: problemAnswer('No such driver') },
});

export function addDriverRoutes(app: OpenAPIHono, { pool, clock, transact }: ServiceContext): void {
  app.openapi(list, async (c) => {
    const { limit, busy } = c.req.valid('query');
    const drivers = await listDrivers(pool, limit, busy === undefined ? null : busy === 'true');
    return c.json({ items: drivers.map(driverView) }, 200);
  });
  app.openapi(read, async (c) => {
    const { id } = c.req.valid('param');
    return c.json(driverView((await readDriver(pool, id)) ?? noDriver(id)), 200);
  });
  app.openapi(locate, async (c) => {
    const { id } = c.req.valid('param');
    const { latitude, longitude, recordedAt } = c.req.valid('json');
    const position = { latitude, longitude, recorded_at: recordedAt ?? clock.now().toISOString() };
    const driver = await transact(async (work) => {
      const moved = await moveDriver(work, id, position);
      if (moved) {
        work.publish('driver.location_updated', id, { driver_id: id, ...position });
        // The same for those who need only the latest: its topic is compacted.
        work.publish('driver.position_changed', id, { driver_id: id, ...position });
      }
      return await readDriver(work.client, id);
    });
    return c.json(driverView(driver ?? noDriver(id)), 202);
  });
}

function driverView({ position_at, busy_with, rides, usual_ride_ms, ...driver }: Driver) {
  const usualRideMs = usual_ride_ms === null ? null : Math.round(usual_ride_ms);
  return { ...driver, positionAt: position_at.toISOString(), busyWith: busy_with, rides: rides ?? 0, usualRideMs };
}

function noDriver(id: string): never {
  throw new NibbleError('not_found', `There is no driver ${id}.`);
}
