import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi';
import { jsonAnswer, type ServiceContext } from '#services/_kit/index.ts';

const figuresSchema = z
  .object({
    running: z.int(),
    completed: z.int(),
    cancelled: z.int(),
    revenueCents: z.int(),
    medianDoorMs: z.number().nullable(),
    medianRideMs: z.number().nullable(),
    failedDeliveries: z.int(),
    notices: z.object({ sent: z.int(), failed: z.int() }),
    pointsEarned: z.int(),
    positions: z.int(),
    kilometres: z.number().openapi({ description: 'What all drivers rode, as the crow flies between positions' }),
  })
  .openapi('Figures');

const read = createRoute({
  method: 'get',
  path: '/figures',
  summary: 'Orders and deliveries of the last hour',
  responses: { 200: jsonAnswer('Figures; a median is null when nothing ended', figuresSchema) },
});

export function addAnalyticsRoutes(app: OpenAPIHono, { pool }: ServiceContext): void {
  app.openapi(read, async (c) => {
    const { rows } = await pool.query<z.infer<typeof figuresSchema>>(
      `select count(*) filter (where outcome is null)::int as running,
              count(*) filter (where outcome = 'completed')::int as completed,
              count(*) filter (where outcome = 'cancelled')::int as cancelled,
              coalesce(sum(total_cents) filter (where outcome = 'completed'), 0)::int as "revenueCents",
              (percentile_cont(0.5) within group (order by extract(epoch from ended_at - placed_at))
                 filter (where outcome = 'completed') * 1000)::float8 as "medianDoorMs",
              (select (percentile_cont(0.5) within group (order by extract(epoch from delivered_at - picked_up_at)) * 1000)::float8
                 from delivery_figure where delivered_at > now() - interval '1 hour') as "medianRideMs",
              (select count(*)::int from delivery_failure where failed_at > now() - interval '1 hour') as "failedDeliveries",
              (select json_build_object('sent', coalesce(sum(sent), 0), 'failed', coalesce(sum(failed), 0))
                 from told where minute > now() - interval '1 hour') as notices,
              (select coalesce(sum(points), 0)::float8 from told where minute > now() - interval '1 hour') as "pointsEarned",
              (select coalesce(sum(positions), 0)::int from movement where minute > now() - interval '1 hour') as positions,
              (select coalesce(sum(metres), 0) / 1000 from movement where minute > now() - interval '1 hour') as kilometres
       from order_figure where placed_at > now() - interval '1 hour'`,
    );
    const [figures] = rows;
    if (!figures) throw new Error('the figures gave no row');
    return c.json(figures, 200);
  });
}
