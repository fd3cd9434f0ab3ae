import type pg from 'pg';
import { askedKey } from '#server/platform/db/index.ts';
import { wordKinds } from './dictionary.ts';
import { recordKeyKind, traceKind } from './parse-record.ts';
import { recordProblems } from './record-problems.ts';
import { keyOf, traceKey } from './stored-id.ts';

/** The flows that an id leads to, each with the kind of id that it matched. */
export type Matches = { kinds: Map<string, string>; isCut: boolean };

const mostMatches = 2_000;
const inFlow = `flags & ${recordProblems.noCorrelation} = 0`;

/**
 * Finds flows by any whole id: correlation, event, trace, every business key, or `topic/partition/offset`. Index lookups
 * only; of an id in more than 2,000 rows the newest ones count.
 */
export async function findMatches(pool: pg.Pool, asked: string): Promise<Matches> {
  const key = askedKey(asked);
  const trace = traceKey(asked);
  const [byRef, byEvent, byRecord] = await Promise.all([
    readRefMatches(pool, trace === null ? [key] : [key, trace]),
    pool.query<Match>(`select distinct 'event' as kind, correlation from event where event_id = $1 and ${inFlow}`, [
      key,
    ]),
    readRecordMatch(pool, asked),
  ]);
  const kinds = new Map<string, string>();
  const found = [...byRef, ...byRecord, ...byEvent.rows];
  for (const { kind, correlation } of found)
    if (isBetter(kind, kinds.get(keyOf(correlation)))) kinds.set(keyOf(correlation), kind);
  kinds.set(key, 'correlation');
  return { kinds, isCut: byRef.length >= mostMatches };
}

type Match = { kind: string; correlation: string };

async function readRefMatches(pool: pg.Pool, keys: string[]): Promise<Match[]> {
  const { rows } = await pool.query<Match>(
    `select w.text as kind, r.correlation
       from (select kind, correlation from ref where value = any($1::uuid[]) order by ts desc limit ${mostMatches}) r
       join word w on w.id = r.kind`,
    [keys],
  );
  return rows;
}

async function readRecordMatch(pool: pg.Pool, asked: string): Promise<Match[]> {
  const [, topic, partition, offset] = /^([\w.-]{1,249})\/(\d{1,9})\/(\d{1,18})$/.exec(asked) ?? [];
  if (topic === undefined) return [];
  const { rows } = await pool.query<Match>(
    `select 'record' as kind, correlation from event
      where topic = (select id from word where kind = ${wordKinds.topic} and text = $1)
        and record_partition = $2 and record_offset = $3 and ${inFlow}`,
    [topic, partition, offset],
  );
  return rows;
}

/** A bare record key or a trace says less than a business key. */
function isBetter(kind: string, before: string | undefined): boolean {
  const weak = [recordKeyKind, traceKind];
  return before === undefined || (weak.includes(before) && !weak.includes(kind));
}
