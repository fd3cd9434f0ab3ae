import type { z } from 'zod';
import type { consumerGroupsQuery, groupSorts } from '#schemas/api/consumer-group.ts';
import { readCursor } from './group-cursor.ts';

type GroupSort = (typeof groupSorts)[number];
export type GroupsQuery = z.output<typeof consumerGroupsQuery>;

/** What a list is ordered by, the id last: all in one direction, so that a page begins beyond one row of values. */
const keysOf: Record<GroupSort, { columns: string[]; types: string[]; order: 'asc' | 'desc' }> = {
  harm: { columns: ['g.harm', 'coalesce(g.lag, -1)'], types: ['smallint', 'bigint'], order: 'desc' },
  group: { columns: ['g.name'], types: ['text'], order: 'asc' },
  lag: { columns: ['coalesce(g.lag, -1)'], types: ['bigint'], order: 'desc' },
  lagMs: { columns: ['coalesce(g.lag_ms, -1)'], types: ['float8'], order: 'desc' },
  members: { columns: ['coalesce(g.members, -1)'], types: ['integer'], order: 'desc' },
};

export type GroupOrder = {
  /** For ORDER BY. */
  sql: string;
  /** An array of the values of a row. */
  keys: string;
  /** Rows beyond the cursor, as a condition with the parameters from `$first` on; null without a cursor. */
  beyond(first: number): { sql: string; values: (string | number)[] } | null;
};

export function groupOrder({ sort, order, cursor }: Pick<GroupsQuery, 'sort' | 'order' | 'cursor'>): GroupOrder {
  const { columns, types, order: usual } = keysOf[sort];
  const way = order ?? usual;
  const all = [...columns, 'g.id'];
  const allTypes = [...types, 'integer'];
  return {
    sql: all.map((column) => `${column} ${way}`).join(', '),
    keys: `json_build_array(${all.map((column, at) => (allTypes[at] === 'bigint' ? `(${column})::text` : column)).join(', ')})`,
    beyond: (first) => {
      if (cursor === undefined) return null;
      const marks = allTypes.map((type, at) => `$${first + at}::${type}`);
      const sql = `(${all.join(', ')}) ${way === 'asc' ? '>' : '<'} (${marks.join(', ')})`;
      return { sql, values: readCursor(cursor, all.length) };
    },
  };
}
