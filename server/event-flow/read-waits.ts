import type pg from 'pg';
import type { FlowWait } from '#schemas/api/flow-list.ts';
import { chooseProcess, type Process } from '#server/processes/index.ts';
import { readJudging } from './read-judging.ts';
import type { SummaryRow } from './summary-row.ts';

type DueRow = { correlation: string; cluster: number; step: string; due_at: Date };

/** What each of these flows waits for, by its key as the row has it, told by the process that its event types belong to. */
export async function readWaits(
  pool: pg.Pool,
  rows: readonly SummaryRow[],
  hasType: (row: SummaryRow, type: string) => boolean,
): Promise<Map<string, FlowWait>> {
  const { rows: dues } = await pool.query<DueRow>(
    `select correlation, cluster, step, due_at from flow_due
      where correlation = any($1::uuid[]) and step is not null and due_at is not null`,
    [rows.map(({ correlation }) => correlation)],
  );
  if (dues.length === 0) return new Map();
  const { processes, usual } = await readJudging(pool);
  const waits = dues.flatMap(({ correlation, cluster, step, due_at }): [string, FlowWait][] => {
    const row = rows.find((each) => each.correlation === correlation && each.cluster === cluster);
    const process = row && chooseProcess(processes, (type) => hasType(row, type));
    if (!process) return [];
    const lateFrom = row.late_from?.toISOString() ?? null;
    const wait = { ...placeIn(process, step), dueAt: due_at.toISOString(), lateFrom };
    return [[correlation, { ...wait, usual: usual.get(process.id, step) }]];
  });
  return new Map(waits);
}

function placeIn({ steps, branches }: Process, id: string): Pick<FlowWait, 'step' | 'services'> {
  const step = steps.find((place) => place.id === id);
  return {
    step: step?.label ?? branches.find((place) => place.id === id)?.label ?? id,
    services: [...new Set([...(step ? [step.service] : []), ...steps.map(({ service }) => service)])],
  };
}
