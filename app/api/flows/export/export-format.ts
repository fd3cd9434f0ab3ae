import { NibbleError } from '#schemas/errors.ts';

export type ExportFormat = 'csv' | 'ndjson';

export const contentTypes: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson; charset=utf-8',
};

const formatsOf: Record<string, ExportFormat> = {
  'text/csv': 'csv',
  'application/x-ndjson': 'ndjson',
  'application/ndjson': 'ndjson',
  'application/jsonl': 'ndjson',
  'text/*': 'csv',
  'application/*': 'ndjson',
  '*/*': 'csv',
};

/** What an `Accept` header likes best (RFC 9110, 12.5.1), of the first where it likes several the same; CSV without one. */
export function formatOfAccept(accept: string | null): ExportFormat {
  if (accept === null || accept.trim() === '') return 'csv';
  const [best] = accept
    .split(',')
    .map(readRange)
    .filter(({ format, quality }) => format !== undefined && quality > 0)
    .sort((a, b) => b.quality - a.quality);
  if (!best?.format) {
    throw new NibbleError(
      'invalid',
      'Flows are exported as text/csv or application/x-ndjson; Accept asks for neither.',
    );
  }
  return best.format;
}

function readRange(range: string): { format: ExportFormat | undefined; quality: number } {
  const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
  const given = parameters.find((parameter) => parameter.startsWith('q='));
  const quality = given === undefined ? 1 : Number(given.slice(2));
  return { format: Object.hasOwn(formatsOf, type) ? formatsOf[type] : undefined, quality: quality || 0 };
}
