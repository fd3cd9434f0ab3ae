import type pg from 'pg';
import { askedKey, idKey } from '#server/platform/db/index.ts';
import { wordKinds } from './dictionary.ts';
import { type Beginning, findBeginnings } from './find-beginnings.ts';
import { recordKeyKind, traceKind } from './parse-record.ts';
import { placeOf } from './place-of.ts';
import { readTexts } from './read-texts.ts';
import { inFlow } from './record-problems.ts';
import { keyOf, traceKey } from './stored-id.ts';

/**
 * The flows that an id leads to, each with the kind of id that it matched; and, the newest first, the identities of records
 * that belong to no flow. `ids` has the whole id of each that was found by its beginning.
 */
export type Matches = {
  kinds: Map<string, string>;
  ofNoFlow: Map<string, string>;
  ids: Map<string, string>;
  isCut: boolean;
};

const mostMatches = 2_000;

/**
 * Finds flows by any id: correlation, event, trace, every business key, or `topic/partition/offset`; whole, or by how it
 * begins (`findBeginnings`). Index lookups only; of an id in more than `most` rows the newest ones count.
 */
export async function findMatches(pool: pg.Pool, asked: string, most = mostMatches): Promise<Matches> {
  const { own, all } = keysOf(asked);
  const [beginnings, byRef, byEvent, byRecord] = await Promise.all([
    findBeginnings(pool, asked),
    readRefMatches(pool, all, most),
    pool.query<Match>(
      `select 'event' as kind, correlation from event where event_id = any($1::uuid[]) order by ts desc limit ${most}`,
      [own],
    ),
    readRecordMatch(pool, asked),
  ]);
  const kinds = new Map<string, string>();
  const ofNoFlow = new Map<string, string>();
  for (const { kind, correlation } of [...byRef, ...byRecord, ...byEvent.rows]) {
    const key = keyOf(correlation);
    const found = isIdentity(key) ? ofNoFlow : kinds;
    if (isBetter(kind, found.get(key))) found.set(key, kind);
  }
  for (const key of own) kinds.set(key, 'correlation');
  const ids = await addBeginnings(pool, beginnings.found, { kinds, ofNoFlow });
  return { kinds, ofNoFlow, ids, isCut: byRef.length >= most || beginnings.isCut };
}

/** What was found by its whole id stays so. Gives the whole ids of the rest. */
async function addBeginnings(
  pool: pg.Pool,
  beginnings: readonly Beginning[],
  { kinds, ofNoFlow }: Pick<Matches, 'kinds' | 'ofNoFlow'>,
): Promise<Map<string, string>> {
  const keys = new Map<string, string>();
  for (const { kind, id, correlation } of beginnings) {
    const key = keyOf(correlation);
    const found = isIdentity(key) ? ofNoFlow : kinds;
    if (found.has(key) && !keys.has(key)) continue;
    if (!isBetter(kind, found.get(key))) continue;
    found.set(key, kind);
    keys.set(key, keyOf(id));
  }
  const text = await readTexts(pool, keys.values());
  return new Map(Array.from(keys, ([correlation, key]) => [correlation, text(key)]));
}

/** A record of no flow has an identity of its own in place of a correlation id, whose digit for the version is 0. */
function isIdentity(key: string): boolean {
  return key[12] === '0';
}

/**
 * The keys under which an id may stand: `own` as an id, also one that only looks like the stand-in of another; in `all`
 * also as a trace id where it looks like one.
 */
function keysOf(asked: string): { own: string[]; all: string[] } {
  const own = [...new Set([askedKey(asked), idKey(asked)])];
  const trace = traceKey(asked);
  return { own, all: trace === null ? own : [...own, trace] };
}

type Match = { kind: string; correlation: string };

async function readRefMatches(pool: pg.Pool, keys: string[], most: number): Promise<Match[]> {
  const { rows } = await pool.query<Match>(
    `select w.text as kind, r.correlation
       from (select kind, correlation from ref where value = any($1::uuid[]) order by ts desc limit ${most}) r
       join word w on w.id = r.kind`,
    [keys],
  );
  return rows;
}

async function readRecordMatch(pool: pg.Pool, asked: string): Promise<Match[]> {
  const place = placeOf(asked);
  if (!place) return [];
  const { rows } = await pool.query<Match>(
    `select 'record' as kind, correlation from event
      where topic = (select id from word where kind = ${wordKinds.topic} and text = $1)
        and record_partition = $2 and record_offset = $3 and ${inFlow}`,
    [place.topic, place.partition, place.offset],
  );
  return rows;
}

/** A bare record key or a trace says less than a business key. */
function isBetter(kind: string, before: string | undefined): boolean {
  const weak = [recordKeyKind, traceKind];
  return before === undefined || (weak.includes(before) && !weak.includes(kind));
}
