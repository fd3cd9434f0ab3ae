import { csvLine } from '#app/_ui/csv-line.ts';
import type { FlowSummary } from '#schemas/api/flow-list.ts';
import type { ExportFormat } from './export-format.ts';

const columns: [name: string, of: (flow: FlowSummary) => string | number | null][] = [
  ['correlationId', ({ correlationId }) => correlationId],
  ['businessKind', ({ business }) => business?.kind ?? null],
  ['businessId', ({ business }) => business?.id ?? null],
  ['status', ({ status }) => status],
  ['waitsFor', ({ waits }) => waits?.step ?? null],
  ['dueAt', ({ waits }) => waits?.dueAt ?? null],
  ['lateFrom', ({ waits }) => waits?.lateFrom ?? null],
  ['startedAt', ({ startedAt }) => startedAt],
  ['lastEventAt', ({ lastEventAt }) => lastEventAt],
  ['lastEventType', ({ lastEventType }) => lastEventType],
  ['events', ({ events }) => events],
  ['services', ({ services }) => services.join(' ')],
  ['problems', ({ problems }) => problems],
  ['matchKind', ({ match }) => match?.kind ?? null],
];

/** The text of an export, page by page as it is read: CSV begins with its columns, NDJSON has a flow a line. */
export async function* writeFlows(
  pages: AsyncIterable<readonly FlowSummary[]>,
  format: ExportFormat,
): AsyncGenerator<string, void> {
  if (format === 'csv') yield csvLine(columns.map(([name]) => name));
  for await (const flows of pages) yield flows.map(format === 'csv' ? csvOf : ndjsonOf).join('');
}

function csvOf(flow: FlowSummary): string {
  return csvLine(columns.map(([, of]) => of(flow)));
}

function ndjsonOf(flow: FlowSummary): string {
  return `${JSON.stringify(flow)}\n`;
}
