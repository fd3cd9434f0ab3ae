import type pg from 'pg';
import { businessKeys } from './business-keys.ts';
import { recordKeyKind, traceKind } from './parse-record.ts';
import { keyOf } from './stored-id.ts';

/** A business key of a flow; `value` is the key of an id. */
export type FlowRef = { kind: string; value: string };

const mostRefs = 100;
// A flow that is very long may have as many of them as records.
const mostRows = 5_000;
/** More kinds than mappings can name. */
const mostMapped = 10_000;

/** The business keys of each flow, in the order in which they may stand for it. */
export async function readRefs(pool: pg.Pool, correlations: readonly string[]): Promise<Map<string, FlowRef[]>> {
  if (correlations.length === 0) return new Map();
  const { rows } = await pool.query<{ correlation: string; kind: string; value: string; rank: number | null }>(
    `select r.correlation, w.text as kind, r.value, w.rank
       from unnest($1::uuid[]) as wanted (correlation)
      cross join lateral (
        select distinct correlation, kind, value
          from (select * from ref where ref.correlation = wanted.correlation limit ${mostRows}) first
         limit ${mostRefs}
      ) r
       join word w on w.id = r.kind
      where w.text <> $2`,
    [correlations, traceKind],
  );
  const flows = Map.groupBy(rows, ({ correlation }) => keyOf(correlation));
  return new Map(
    Array.from(flows, ([correlation, refs]) => [
      correlation,
      refs.sort(byRank).map(({ kind, value }) => ({ kind, value: keyOf(value) })),
    ]),
  );
}

/** The key that stands for the whole flow; a bare record key only where there is nothing better. */
export function mainRef(refs: readonly FlowRef[] | undefined): FlowRef | null {
  return refs?.[0] ?? null;
}

type RankedRef = FlowRef & { rank: number | null };

/** What a mapping names comes first, in its order. */
function byRank(a: RankedRef, b: RankedRef): number {
  return rankOf(a) - rankOf(b) || a.kind.localeCompare(b.kind) || (a.value < b.value ? -1 : 1);
}

function rankOf({ kind, rank: mapped }: RankedRef): number {
  if (mapped !== null) return mapped - mostMapped;
  const ranked: readonly string[] = businessKeys.mainFirst;
  const rank = ranked.indexOf(kind);
  if (rank >= 0) return rank;
  return kind === recordKeyKind ? ranked.length + 1 : ranked.length;
}
