import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Readiness } from '#schemas/api/health.ts';
import type { ServiceMetrics } from '../service-metrics.ts';

/** `/healthz` (the process is up), `/readyz` (it can do its work, part by part) and `/metrics`. */
export function addOperations(app: OpenAPIHono, metrics: ServiceMetrics, readiness: () => Promise<Readiness>): void {
  app.get('/healthz', (c) => c.json({ up: true }));
  app.get('/readyz', async (c) => {
    const now = await readiness();
    return c.json(now, now.ready ? 200 : 503);
  });
  app.get('/metrics', async (c) =>
    c.text(await metrics.registry.metrics(), 200, { 'content-type': metrics.registry.contentType }),
  );
}
