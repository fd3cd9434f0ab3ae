import type pg from 'pg';
import type { FoundRecord } from '#schemas/api/record.ts';
import { wordKinds } from './dictionary.ts';
import { readTexts } from './read-texts.ts';
import { recordProblems } from './record-problems.ts';
import { keyOf } from './stored-id.ts';

export type FoundRow = {
  topic: string;
  partition: number;
  offset: string;
  stored: string;
  type: string | null;
  event_ms: string;
  flags: number;
  correlation: string;
  kind: string;
};

const most = 20;
const place = /^([\w.-]{1,249})\/(\d{1,9})\/(\d{1,19})$/;

/** `topic/partition/offset` in its parts; null for any other text. */
export function placeOf(asked: string): { topic: string; partition: string; offset: string } | null {
  const [, topic, partition, offset] = place.exec(asked) ?? [];
  if (topic === undefined || partition === undefined || offset === undefined) return null;
  return BigInt(offset) < 2n ** 63n && Number(partition) < 2 ** 31 ? { topic, partition, offset } : null;
}

/** The columns of a `FoundRow` from rows of `event` under the name e, given how its kind is told. */
export function foundRows(kind: string, from: string, more = ''): string {
  return `select t.text as topic, e.record_partition as partition, e.record_offset as offset, e.block as stored,
                 y.text as type, e.event_ms, e.flags, e.correlation, ${kind} as kind${more}
            from (${from}) e
            join word t on t.id = e.topic
            left join word y on y.id = e.type`;
}

/**
 * Records that a search leads to directly, the newest first, 20 at most of each kind: the one under
 * `topic/partition/offset`, and records of no flow by their event id or by any key they carry.
 */
export async function findRecords(pool: pg.Pool, asked: string, keys: readonly string[]): Promise<FoundRecord[]> {
  const found = await Promise.all([byPlace(pool, asked), byEventId(pool, keys), byRef(pool, keys)]);
  const rows = found.flatMap(({ rows }) => rows);
  const once = [...new Map(rows.toReversed().map((row) => [`${nameOf(row)} ${row.stored}`, row])).values()].reverse();
  const text = await readTexts(pool, once.map(correlationOf));
  return once.map((row) => ({ ...foundRecordOf(row, text), match: { kind: row.kind, id: asked } }));
}

export function foundRecordOf(row: FoundRow, text: (key: string) => string): Omit<FoundRecord, 'match'> {
  const correlation = correlationOf(row);
  return {
    topic: row.topic,
    partition: row.partition,
    offset: row.offset,
    stored: row.stored,
    type: row.type,
    time: new Date(Number(row.event_ms)).toISOString(),
    correlationId: correlation && text(correlation),
  };
}

export function correlationOf({ flags, correlation }: FoundRow): string | null {
  return flags & recordProblems.noCorrelation ? null : keyOf(correlation);
}

function nameOf({ topic, partition, offset }: FoundRow): string {
  return `${topic}/${partition}/${offset}`;
}

async function byPlace(pool: pg.Pool, asked: string): Promise<{ rows: FoundRow[] }> {
  const wanted = placeOf(asked);
  if (!wanted) return { rows: [] };
  return await pool.query<FoundRow>(
    `${foundRows(
      `'record'`,
      `select * from event
        where topic = (select id from word where kind = ${wordKinds.topic} and text = $1)
          and record_partition = $2 and record_offset = $3 limit ${most}`,
    )} order by e.block desc`,
    [wanted.topic, wanted.partition, wanted.offset],
  );
}

const ofNoFlow = `flags & ${recordProblems.noCorrelation} <> 0`;

function byEventId(pool: pg.Pool, keys: readonly string[]): Promise<{ rows: FoundRow[] }> {
  const newest = `select * from event where event_id = any($1::uuid[]) and ${ofNoFlow} order by ts desc limit ${most}`;
  return pool.query<FoundRow>(`${foundRows(`'event'`, newest)} order by e.ts desc`, [keys]);
}

/** A record of no flow has its keys under its own identity, whose digit for the version is 0. */
function byRef(pool: pg.Pool, keys: readonly string[]): Promise<{ rows: FoundRow[] }> {
  const newest = `select v.*, r.kind as ref_kind
       from (select distinct on (correlation) kind, correlation
               from (select kind, correlation, ts from ref
                      where value = any($1::uuid[]) and substr(correlation::text, 15, 1) = '0'
                      order by ts desc limit ${most}) newest) r
       join event v on v.correlation = r.correlation and v.${ofNoFlow}`;
  return pool.query<FoundRow>(`${foundRows('k.text', newest)} join word k on k.id = e.ref_kind order by e.ts desc`, [
    keys,
  ]);
}
