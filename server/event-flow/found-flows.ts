import type pg from 'pg';
import type { FlowSummary } from '#schemas/api/flow.ts';
import { findMatches, type Matches } from './find-matches.ts';

/** The flows that a search leads to: what a list, its counts and its export are among. */
export type FoundFlows = {
  q: string;
  matches: Matches;
  keys: string[];
  /** Why a flow answers the search. */
  matchOf: (correlation: string) => FlowSummary['match'];
};

/** Null without anything to search for. Of very many the newest `most` rows count (`matches.isCut`). */
export async function foundFlows(
  pool: pg.Pool,
  asked: { q?: string | undefined },
  most?: number,
): Promise<FoundFlows | null> {
  const q = asked.q ? asked.q.trim() : '';
  if (q === '') return null;
  const matches = await findMatches(pool, q, most);
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
