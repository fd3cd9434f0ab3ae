import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { matchedRoutes } from 'hono/route';
import type { Logger } from '#server/platform/logging/index.ts';
import { withServerSpan } from '#server/platform/telemetry/index.ts';
import type { ServiceMetrics } from '../service-metrics.ts';
import { answerError, problemResponse } from './problem.ts';

export type DoorOptions = {
  name: string;
  description: string;
  port: number;
  logger: Logger;
  metrics: ServiceMetrics;
  /** Business routes answer 503 until this says true. */
  started(): boolean;
};

const largestBody = 64 * 1024;
const operations = new Set(['/healthz', '/readyz', '/metrics', '/openapi.json']);

/**
 * The HTTP door of a service: one SERVER span and one measure a request, `x-correlation-id` and `x-request-id` on every
 * answer, bodies of 64 KiB at most, every refusal in problem JSON, the API's own description at `/openapi.json`.
 */
export function createDoor(options: DoorOptions): OpenAPIHono {
  const app = new OpenAPIHono({
    defaultHook: (result) => (result.success ? undefined : problemResponse(invalid(result.error.issues))),
  });
  app.use(observe(options));
  app.use(bodyLimit({ maxSize: largestBody, onError: () => problemResponse(tooLarge) }));
  app.use(async (c, next) => {
    if (options.started() || operations.has(c.req.path)) return await next();
    return problemResponse(starting(options.name));
  });
  app.onError((error, c) => answerError(error, c, options));
  app.notFound((c) => problemResponse(nothingAt(c)));
  app.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: { title: `Nibble ${options.name}`, version: '1.0.0', description: options.description },
    servers: [{ url: `http://127.0.0.1:${options.port}` }],
  });
  return app;
}

function observe({ name, logger, metrics, port }: DoorOptions): MiddlewareHandler {
  return async (c, next) => {
    const route = routeOf(c);
    const started = performance.now();
    const { method, path } = c.req;
    await withServerSpan({ method, route, path, headers: c.req.header(), serverPort: port }, async (scope) => {
      await next().catch((error: unknown) => {
        c.res = answerError(error, c, { name, logger });
      });
      if (!c.res.headers.has('x-correlation-id')) c.res.headers.set('x-correlation-id', scope.correlationId);
      c.res.headers.set('x-request-id', scope.requestId);
      scope.setStatus(c.res.status);
    });
    const labels = { method, route: route ?? 'none', status: String(c.res.status) };
    metrics.httpDuration.observe(labels, (performance.now() - started) / 1000);
  };
}

/** `/orders/{id}`: the last matched handler is the route's own; what matches everything is middleware. */
function routeOf(c: Context): string | null {
  const found = matchedRoutes(c).findLast(({ path }) => path !== '/*');
  return found ? found.path.replaceAll(/:([^/]+)/g, '{$1}') : null;
}

function invalid(issues: { path: PropertyKey[]; message: string }[]) {
  const told = issues
    .slice(0, 5)
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message));
  return { status: 422, code: 'invalid', detail: `The request is not right: ${told.join('; ')}.` } as const;
}

const tooLarge = { status: 413, code: 'invalid', detail: 'The body is larger than 64 KiB.' } as const;

function starting(name: string) {
  return {
    status: 503,
    code: 'unavailable',
    detail: `The ${name} service is starting; try again in a moment.`,
  } as const;
}

function nothingAt(c: Context) {
  return { status: 404, code: 'not_found', detail: `There is nothing at ${c.req.method} ${c.req.path}.` } as const;
}
