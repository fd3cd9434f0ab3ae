import type pg from 'pg';
import { askedKey } from '#server/platform/db/index.ts';
import { wordKinds } from './dictionary.ts';
import { statusNumbers } from './flow-status.ts';
import { readTexts } from './read-texts.ts';
import { keyOf } from './stored-id.ts';

export type FinishedQuery = {
  /** This one is never among them. */
  correlationId: string;
  ended: 'done' | 'failed';
  /** Flows that have this business key; any where it is null. */
  ref: { kind: string; id: string } | null;
  /** The nearest to this moment come first. */
  near: Date;
  most: number;
};

export type FinishedFlow = { correlationId: string; startedAt: Date };

/** So many flows to each side of the moment are looked at: of a key whose flows are all under way none is found. */
const mostEachSide = 200;

/** Finished flows with a business key, the nearest in time first. Index ranges to both sides of the moment, bounded. */
export async function findFinishedNear(pool: pg.Pool, query: FinishedQuery): Promise<FinishedFlow[]> {
  const { rows } = await (query.ref ? readByRef(pool, query, query.ref) : readByStatus(pool, query));
  const keys = rows.map(({ correlation }) => keyOf(correlation));
  const text = await readTexts(pool, keys);
  return rows.map(({ started_at }, at) => ({ correlationId: text(keys[at] ?? ''), startedAt: started_at }));
}

type Row = { correlation: string; started_at: Date };

const nearestFirst = 'order by abs(extract(epoch from f.started_at - $3::timestamptz)), f.correlation limit $4';

function readByRef(pool: pg.Pool, query: FinishedQuery, ref: { kind: string; id: string }) {
  const { correlationId, ended, near, most } = query;
  return pool.query<Row>(
    `with kinds as (select id from word where kind = ${wordKinds.refKind} and text = $6),
          near as (
            (select correlation from ref where value = $5 and kind = (select id from kinds) and ts <= $3
              order by ts desc limit ${mostEachSide})
            union
            (select correlation from ref where value = $5 and kind = (select id from kinds) and ts > $3
              order by ts limit ${mostEachSide}))
     select f.correlation, f.started_at
       from near join flow f on f.correlation = near.correlation
      where f.status = $2 and f.correlation <> $1
      ${nearestFirst}`,
    [askedKey(correlationId), statusNumbers[ended], near, most, askedKey(ref.id), ref.kind],
  );
}

function readByStatus(pool: pg.Pool, { correlationId, ended, near, most }: FinishedQuery) {
  return pool.query<Row>(
    `select f.correlation, f.started_at from (
       (select correlation, started_at from flow where status = $2 and started_at <= $3
         order by started_at desc, correlation desc limit $4 + 1)
       union all
       (select correlation, started_at from flow where status = $2 and started_at > $3
         order by started_at, correlation limit $4 + 1)) f
      where f.correlation <> $1
      ${nearestFirst}`,
    [askedKey(correlationId), statusNumbers[ended], near, most],
  );
}
