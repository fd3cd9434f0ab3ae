import { csvLine } from '#app/_ui/csv-line.ts';
import type { FlowRow } from './table-rows.ts';

const heads = [
  'time',
  'after_ms',
  'kind',
  'service',
  'type',
  'version',
  'record',
  'event_id',
  'key',
  'trace_id',
  'caused_by',
  'evidence',
  'problems',
];

/** The rows as a spreadsheet takes them, times in UTC, whole ids. */
export function rowsToCsv(rows: FlowRow[]): string {
  return [csvLine(heads), ...rows.map((row) => csvLine(cellsOf(row)))].join('');
}

function cellsOf(row: FlowRow): (string | number | null)[] {
  const { node, cause } = row;
  const event = node?.kind === 'event' ? node.event : null;
  return [
    row.iso,
    row.deltaMs,
    node?.kind ?? 'expected step',
    row.service,
    row.type,
    row.version,
    node?.kind === 'request' ? node.key : (event?.record ?? null),
    event?.eventId ?? null,
    event?.key ?? null,
    node?.kind === 'request' ? node.request.traceId : (event?.traceId ?? null),
    cause && (cause.key ?? cause.reason),
    cause?.evidence ?? null,
    row.problems.join('; ') || null,
  ];
}
