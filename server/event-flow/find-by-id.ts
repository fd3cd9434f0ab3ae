import type pg from 'pg';
import type { FlowSummary } from '#schemas/api/flow-list.ts';
import type { FoundRecord } from '#schemas/api/record.ts';
import { askedKey } from '#server/platform/db/index.ts';
import { businessKeys } from './business-keys.ts';
import { findMatches, type Matches } from './find-matches.ts';
import { correlationOf, type FoundRow, findRecords, foundRecordOf, foundRows } from './find-records.ts';
import { readSummaries } from './read-summaries.ts';
import { readTexts } from './read-texts.ts';
import { keyOf } from './stored-id.ts';
import { type SummaryRow, summaryColumns } from './summary-row.ts';

/** Flows that an id of one kind leads to, the newest first; `of` is how many there are. */
export type FoundByKind = {
  kind: string;
  /** The id was given whole; else its beginning. */
  isWhole: boolean;
  /** `record`: of an event's id, where the event stands first. */
  flows: { flow: FlowSummary; record: FoundRecord | null }[];
  of: number;
};

export type FoundById = {
  kinds: FoundByKind[];
  /** The record under `topic/partition/offset`, and those of no flow. */
  records: FoundRecord[];
  isCut: boolean;
};

type Group = Pick<FoundByKind, 'kind' | 'isWhole'> & { correlations: string[] };
type Row = SummaryRow & { nth: number; of: number };

/** What any id leads to, whole or by its beginning, by the kind of id, the kinds that say most first; so many flows of each. */
export async function findById(pool: pg.Pool, asked: string, most: number): Promise<FoundById> {
  const matches = await findMatches(pool, asked);
  const groups = groupsOf(matches);
  const [rows, records] = await Promise.all([readNewest(pool, groups, most), findRecords(pool, asked, matches)]);
  const idOf = (correlation: string) => matches.ids.get(correlation) ?? asked;
  const [summaries, places] = await Promise.all([
    readSummaries(pool, rows, (key) => ({ kind: matches.kinds.get(key) ?? 'correlation', id: idOf(key) })),
    readPlaces(
      pool,
      rows.filter(({ nth }) => groups[nth]?.kind === 'event').map((row) => idOf(keyOf(row.correlation))),
    ),
  ]);
  const kinds = groups.flatMap(({ kind, isWhole }, nth) => {
    const flows = rows.flatMap((row, at) => {
      const flow = summaries[at];
      const record = kind === 'event' ? places.get(keyOf(row.correlation)) : undefined;
      return row.nth === nth && flow ? [{ flow, record: record ?? null }] : [];
    });
    const of = rows.find((row) => row.nth === nth)?.of ?? 0;
    return flows.length === 0 ? [] : [{ kind, isWhole, flows, of }];
  });
  return { kinds, records, isCut: matches.isCut };
}

const first = ['event', 'correlation', ...businessKeys.mainFirst];

/** The record that was asked for by its place is among the records. */
function groupsOf({ kinds, ids }: Matches): Group[] {
  const byId = [...kinds].filter(([, kind]) => kind !== 'record');
  const groups = Map.groupBy(byId, ([correlation, kind]) => `${ids.has(correlation) ? 'b' : 'a'} ${kind}`);
  return Array.from(groups, ([name, members]) => ({
    kind: name.slice(2),
    isWhole: name.startsWith('a'),
    correlations: members.map(([correlation]) => correlation),
  })).sort((a, b) => Number(b.isWhole) - Number(a.isWhole) || rankOf(a.kind) - rankOf(b.kind));
}

function rankOf(kind: string): number {
  const rank = first.indexOf(kind);
  return rank < 0 ? first.length : rank;
}

async function readNewest(pool: pg.Pool, groups: readonly Group[], most: number): Promise<Row[]> {
  const { rows } = await pool.query<Row>(
    `select * from (
       select ${summaryColumns}, nth, count(*) over (partition by nth)::int as of,
              row_number() over (partition by nth order by started_at desc, correlation desc) as place
         from unnest($1::uuid[], $2::int[]) as wanted (correlation, nth) join flow using (correlation)) f
      where place <= $3
      order by nth, place`,
    [
      groups.flatMap(({ correlations }) => correlations),
      groups.flatMap(({ correlations }, nth) => correlations.map(() => nth)),
      most,
    ],
  );
  return rows;
}

/** Where each of these events stands first, by the key of its flow. */
async function readPlaces(pool: pg.Pool, eventIds: readonly string[]): Promise<Map<string, FoundRecord>> {
  if (eventIds.length === 0) return new Map();
  const { rows } = await pool.query<FoundRow>(
    foundRows(
      `'event'`,
      'select distinct on (correlation) * from event where event_id = any($1::uuid[]) order by correlation, ts',
    ),
    [eventIds.map(askedKey)],
  );
  const text = await readTexts(pool, rows.map(correlationOf));
  return new Map(rows.map((row) => [keyOf(row.correlation), { ...foundRecordOf(row, text), match: null }]));
}
