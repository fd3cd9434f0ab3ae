import { readLagMetrics } from '#server/consumer-groups/index.ts';
import { database } from '../_server/database.ts';
import { log } from '../_server/log.ts';
import { metrics } from '../_server/metrics.ts';
import { settings } from '../_server/settings.ts';
import { reading } from '../_server/system-watch.ts';

/** Prometheus text format: this process, and the consumer groups as the database has them. */
export async function GET(): Promise<Response> {
  const { registry } = metrics();
  const [own, groups] = await Promise.all([registry.metrics(), lagMetrics()]);
  // Of megabytes of text the length would be counted before it is encoded.
  return new Response(Buffer.from(own + groups), {
    headers: { 'content-type': registry.contentType, 'cache-control': 'no-store' },
  });
}

/** Without a database the metrics of the process are told all the same. */
async function lagMetrics(): Promise<string> {
  const { NIBBLE_CLUSTER: cluster, NIBBLE_METRICS_SERIES: most } = settings();
  try {
    return await reading(() => readLagMetrics(database(), { cluster, most }));
  } catch (error) {
    log().warn({ err: error }, 'metrics of consumer groups could not be read');
    return '# TYPE kafka_lag_exporter_up gauge\nkafka_lag_exporter_up 0\n';
  }
}
