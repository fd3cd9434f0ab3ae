import type pg from 'pg';
import type { FlowSummary } from '#schemas/api/flow-list.ts';
import { readSummaries } from './read-summaries.ts';
import { keyOf } from './stored-id.ts';
import { type SummaryRow, summaryColumns } from './summary-row.ts';

/** The lines of these flows as lists show them, by the key of their correlation id; without those that are not there. */
export async function readFlowSummaries(
  pool: pg.Pool,
  correlations: readonly string[],
): Promise<Map<string, FlowSummary>> {
  const { rows } = await pool.query<SummaryRow>(
    `select ${summaryColumns} from flow where correlation = any($1::uuid[])`,
    [correlations],
  );
  const summaries = await readSummaries(pool, rows, () => null);
  return new Map(
    rows.flatMap(({ correlation }, at) => {
      const summary = summaries[at];
      return summary ? [[keyOf(correlation), summary]] : [];
    }),
  );
}
