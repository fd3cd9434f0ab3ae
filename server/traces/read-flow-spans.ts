import type pg from 'pg';
import { askedKey } from '#server/platform/db/index.ts';
import { idHex } from './span-row.ts';

export type FlowSpansQuery = {
  correlationId: string;
  /** Traces that the flow's records name: their spans belong to it where they name no flow of their own. */
  traceIds: readonly string[];
  /** When the flow ran; both widened by an hour for clocks that differ. Without, all days are looked into. */
  from?: Date | undefined;
  to?: Date | undefined;
};

/** A span without its detail. Ids are lower-case hex. */
export type FlowSpan = {
  traceId: string;
  spanId: string;
  parentSpanId: string | null;
  kind: number;
  service: string;
  startNs: bigint;
  endNs: bigint;
  method: string | null;
  route: string | null;
  httpStatus: number | null;
  requestId: string | null;
};

const mostSpans = 10_000;
const slackMs = 3_600_000;

const columns = 'trace, span_id, parent_id, kind, service, start_ns, end_ns, method, route, http_status, request_id';

/** The flow's spans in the order of their start, at most 10,000, and how many there are. Reads two indexes, no table. */
export async function readFlowSpans(
  pool: pg.Pool,
  { correlationId, traceIds, from, to }: FlowSpansQuery,
): Promise<{ spans: FlowSpan[]; total: number }> {
  const traces = traceIds.map((id) => id.toLowerCase()).filter((id) => /^[0-9a-f]{32}$/.test(id));
  const { rows } = await pool.query<StoredSpan>(
    `select *, count(*) over () as total from (
       select ${columns} from span
        where correlation = $1 and ts >= $3 and ts < $4
       union
       select ${columns} from span
        where trace = any($2::uuid[]) and correlation is null and ts >= $3 and ts < $4
     ) found order by start_ns, span_id limit ${mostSpans}`,
    [
      askedKey(correlationId),
      traces,
      from ? new Date(from.getTime() - slackMs) : '-infinity',
      to ? new Date(to.getTime() + slackMs) : 'infinity',
    ],
  );
  return { spans: rows.map(flowSpan), total: Number(rows[0]?.total ?? 0) };
}

type StoredSpan = {
  trace: string;
  span_id: string;
  parent_id: string | null;
  kind: number;
  service: string;
  start_ns: string;
  end_ns: string;
  method: string | null;
  route: string | null;
  http_status: number | null;
  request_id: string | null;
  total: string;
};

function flowSpan(row: StoredSpan): FlowSpan {
  return {
    traceId: row.trace.replaceAll('-', ''),
    spanId: idHex(BigInt(row.span_id)),
    parentSpanId: row.parent_id === null ? null : idHex(BigInt(row.parent_id)),
    kind: row.kind,
    service: row.service,
    startNs: BigInt(row.start_ns),
    endNs: BigInt(row.end_ns),
    method: row.method,
    route: row.route,
    httpStatus: row.http_status,
    requestId: row.request_id,
  };
}
