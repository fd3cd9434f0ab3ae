import type pg from 'pg';
import type { FlowSummary } from '#schemas/api/flow-list.ts';
import { findMatches, type Matches } from './find-matches.ts';

/** The flows that a search leads to: what a list, its counts and its export are among. */
export type FoundFlows = {
  q: string;
  matches: Matches;
  keys: string[];
  /** Why a flow answers the search. */
  matchOf: (correlation: string) => FlowSummary['match'];
};

/** Finds flows by something else than an id: the keys of their correlation ids, and whether there may be more. */
export type FindMore = (q: string) => Promise<{ correlations: readonly string[]; isCut: boolean }>;

const more = 'words';

/**
 * Null without anything to search for. Of very many the newest `most` rows count (`matches.isCut`); so it is said too where
 * `findMore` fails, which does not take from what ids lead to.
 */
export async function foundFlows(
  pool: pg.Pool,
  asked: { q?: string | undefined },
  { most, findMore }: { most?: number; findMore?: FindMore | undefined } = {},
): Promise<FoundFlows | null> {
  const q = asked.q ? asked.q.trim() : '';
  if (q === '') return null;
  const nothing = { correlations: [], isCut: findMore !== undefined };
  const [matches, other] = await Promise.all([findMatches(pool, q, most), findMore?.(q).catch(() => nothing)]);
  for (const key of other?.correlations ?? []) if (!matches.kinds.has(key)) matches.kinds.set(key, more);
  matches.isCut ||= other?.isCut ?? false;
  return {
    q,
    matches,
    keys: [...matches.kinds.keys()],
    matchOf: (correlation) => {
      const kind = matches.kinds.get(correlation);
      return kind === undefined ? null : { kind, id: matches.ids.get(correlation) ?? q };
    },
  };
}
