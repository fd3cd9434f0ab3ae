import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { readLagMetrics } from '#server/consumer-groups/index.ts';
import { database } from '../_server/database.ts';
import { log } from '../_server/log.ts';
import { metrics } from '../_server/metrics.ts';
import { settings } from '../_server/settings.ts';
import { reading } from '../_server/system-watch.ts';

/** Prometheus text format: this process, and the consumer groups as the database has them. */
export async function GET(request: Request): Promise<Response> {
  const { registry } = metrics();
  const [own, groups] = await Promise.all([registry.metrics(), lagMetrics()]);
  const headers = { 'content-type': registry.contentType, 'cache-control': 'no-store', vary: 'accept-encoding' };
  const text = own + groups;
  if (!takesGzip(request)) return new Response(text, { headers });
  const packed = await pack(text, { level: 1 });
  return new Response(new Uint8Array(packed), { headers: { ...headers, 'content-encoding': 'gzip' } });
}

// The server would pack it too, but as the best there is: of megabytes of lines that are much alike that takes far longer
// than all else and saves little.
const pack = promisify<string, { level: number }, Buffer>(gzip);

function takesGzip(request: Request): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/i.test(request.headers.get('accept-encoding') ?? '');
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
