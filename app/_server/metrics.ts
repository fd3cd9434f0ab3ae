import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { inProcess } from './in-process.ts';

type Metrics = {
  registry: Registry;
  requests: Counter<'method' | 'route' | 'status'>;
  seconds: Histogram<'method' | 'route'>;
  live: Gauge;
};

/** The metrics of the web process, Prometheus style: base units, `nibble_web_` before our own names. */
export function metrics(): Metrics {
  return inProcess('metrics', () => {
    const registry = new Registry();
    registry.setDefaultLabels({ process: 'web' });
    collectDefaultMetrics({ register: registry });
    const registers = [registry];
    return {
      registry,
      requests: new Counter({
        name: 'nibble_web_requests_total',
        help: 'API requests answered, by route template and status',
        labelNames: ['method', 'route', 'status'] as const,
        registers,
      }),
      seconds: new Histogram({
        name: 'nibble_web_request_seconds',
        help: 'Time to the answer of an API request (of a stream: to its beginning)',
        labelNames: ['method', 'route'] as const,
        buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
        registers,
      }),
      live: new Gauge({ name: 'nibble_web_live_streams', help: 'Open streams of /api/live', registers }),
    };
  });
}

export function countRequest(method: string, route: string, status: number, seconds: number): void {
  const { requests, seconds: duration } = metrics();
  requests.inc({ method, route, status: String(status) });
  duration.observe({ method, route }, seconds);
}
