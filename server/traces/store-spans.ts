import type pg from 'pg';
import { type CopyValue, copyRows, inTransaction } from '#server/platform/db/index.ts';
import { notifyFlows } from '#server/platform/live/index.ts';
import { flowsToWake } from './flows-to-wake.ts';
import { noteBuilds } from './note-builds.ts';
import type { NewSpan, SpanRow } from './span-row.ts';

const columns = [
  'ts',
  'start_ns',
  'end_ns',
  'span_id',
  'parent_id',
  'record_offset',
  'record_partition',
  'http_status',
  'kind',
  'status',
  'trace',
  'correlation',
  'service',
  'name',
  'method',
  'route',
  'request_id',
  'topic',
  'consumer_group',
  'detail',
] as const;

/**
 * Writes spans in one transaction: by COPY into a table of the session, from there what is new. When the database
 * refuses a value, the batch is halved until the span at fault stands alone; the spans so refused are returned.
 */
export async function storeSpans(pool: pg.Pool, spans: NewSpan[]): Promise<Set<NewSpan>> {
  try {
    await storeAll(pool, spans);
    return new Set();
  } catch (failure) {
    if (!isAboutTheData(failure)) throw failure;
    if (spans.length <= 1) return new Set(spans);
    const middle = Math.ceil(spans.length / 2);
    const left = await storeSpans(pool, spans.slice(0, middle));
    return left.union(await storeSpans(pool, spans.slice(middle)));
  }
}

async function storeAll(pool: pg.Pool, spans: NewSpan[]): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query('create temp table if not exists new_span (like span) on commit delete rows');
    await copyRows(
      client,
      'new_span',
      columns,
      spans.map(({ row }) => values(row)),
    );
    // In order of the key, so that two collectors that get the same spans do not wait for each other crosswise.
    const names = columns.join(', ');
    await client.query(
      `insert into span (${names}) select ${names} from new_span order by trace, span_id, ts on conflict do nothing`,
    );
    await noteBuilds(client, spans);
    await notifyFlows(client, flowsToWake(spans));
  });
}

function values(row: SpanRow): CopyValue[] {
  return [
    row.ts,
    row.startNs,
    row.endNs,
    row.spanId,
    row.parentId,
    row.offset,
    row.partition,
    row.httpStatus,
    row.kind,
    row.status,
    row.trace,
    row.correlation,
    row.service,
    row.name,
    row.method,
    row.route,
    row.requestId,
    row.topic,
    row.group,
    row.detail,
  ];
}

/** SQLSTATE class 22: a value that PostgreSQL cannot take. */
function isAboutTheData(failure: unknown): boolean {
  return (
    failure instanceof Error && 'code' in failure && typeof failure.code === 'string' && failure.code.startsWith('22')
  );
}
