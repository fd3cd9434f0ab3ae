import { readLagMetrics } from '#server/consumer-groups/index.ts';
import { database } from '../_server/database.ts';
import { log } from '../_server/log.ts';
import { metrics } from '../_server/metrics.ts';
import { settings } from '../_server/settings.ts';
import { reading } from '../_server/system-watch.ts';

/**
 * Prometheus text format: this process, and the consumer groups as the database has them. `name[]`, as often as one likes,
 * asks for the metrics of these names alone, as other exporters take it.
 */
export async function GET(request: Request): Promise<Response> {
  const asked = new URL(request.url).searchParams.getAll('name[]');
  const names = asked.length === 0 ? null : new Set(asked);
  const [own, groups] = await Promise.all([ownMetrics(names), lagMetrics(names)]);
  // Of megabytes of text the length would be counted before it is encoded.
  return new Response(Buffer.from(own + groups), {
    headers: { 'content-type': metrics().registry.contentType, 'cache-control': 'no-store' },
  });
}

async function ownMetrics(names: ReadonlySet<string> | null): Promise<string> {
  const { registry } = metrics();
  if (names === null) return await registry.metrics();
  const known = [...names].filter((name) => registry.getSingleMetric(name));
  const texts = await Promise.all(known.map((name) => registry.getSingleMetricAsString(name)));
  return texts.map((text) => `${text}\n`).join('');
}

/** Without a database the metrics of the process are told all the same. */
async function lagMetrics(names: ReadonlySet<string> | null): Promise<string> {
  const { NIBBLE_CLUSTER: cluster, NIBBLE_METRICS_SERIES: most } = settings();
  try {
    return await reading(() => readLagMetrics(database(), { cluster, most, names }));
  } catch (error) {
    log().warn({ err: error }, 'metrics of consumer groups could not be read');
    return '# TYPE kafka_lag_exporter_up gauge\nkafka_lag_exporter_up 0\n';
  }
}
