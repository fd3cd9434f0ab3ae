import type pg from 'pg';
import { wordKinds } from './dictionary.ts';
import { type KeyRange, keyRange } from './key-range.ts';
import { traceKind } from './parse-record.ts';
import { unprintable } from './stored-id.ts';

/** An id that begins as asked, and a flow it leads to; both as PostgreSQL writes a uuid. */
export type Beginning = { kind: string; id: string; correlation: string };

/** Fewer characters begin too many ids to be of use. */
const shortest = 6;
const longest = 200;
const most = 500;
const mostTexts = 1_000;
/** No text that begins so sorts behind it. */
const last = '\u{10ffff}';

/**
 * The flows of all ids that begin with six characters or more, in whatever case: of UUIDs those that are last in their order
 * (of version 7 the newest), of other ids the first by name. Index ranges only; `isCut` when there are more.
 */
export async function findBeginnings(pool: pg.Pool, asked: string): Promise<{ found: Beginning[]; isCut: boolean }> {
  if (asked.length < shortest || asked.length > longest) return { found: [], isCut: false };
  const range = keyRange(asked);
  const [inRange, keys] = await Promise.all([range ? readRange(pool, range) : [], readKeys(pool, asked)]);
  const ofKeys = keys.length === 0 ? [] : await readOfKeys(pool, [...new Set(keys)]);
  const isCut = [inRange, ofKeys].some((rows) => rows.length >= most) || keys.length >= mostTexts;
  return { found: [...inRange, ...ofKeys], isCut };
}

async function readRange(pool: pg.Pool, { low, high, mayBeTrace }: KeyRange): Promise<Beginning[]> {
  const trace = `kind = (select id from word where kind = ${wordKinds.refKind} and text = '${traceKind}')`;
  const { rows } = await pool.query<Beginning>(
    `(select w.text as kind, r.value as id, r.correlation
        from (select kind, value, correlation from ref
               where value between $1 and $2 and case when ${trace} then $3 else ${isUuid('value')} end
               order by value desc limit ${most}) r
        join word w on w.id = r.kind)
     union all
     (select 'event', event_id, correlation from event
       where event_id between $1 and $2 and ${isUuid('event_id')} order by event_id desc limit ${most})
     union all
     (select 'correlation', correlation, correlation from flow
       where correlation between $1 and $2 and ${isUuid('correlation')} order by correlation desc limit ${most})`,
    [low, high, mayBeTrace],
  );
  return rows;
}

/** The key of any other id is a hash, whose digits are not those of the id. */
function isUuid(column: string): string {
  return `substr(${column}::text, 15, 1) <> '8'`;
}

async function readKeys(pool: pg.Pool, asked: string): Promise<string[]> {
  if (unprintable.test(asked)) return [];
  const { rows } = await pool.query<{ key: string }>(
    `select t.key from unnest($1::text[]) as asked (beginning)
      cross join lateral (
        select key from id_text where text ~>=~ beginning and text ~<=~ (beginning || $2)
         order by text using ~<~ limit ${mostTexts}) t`,
    [[...new Set([asked, asked.toUpperCase(), asked.toLowerCase()])], last],
  );
  return rows.map(({ key }) => key);
}

async function readOfKeys(pool: pg.Pool, keys: string[]): Promise<Beginning[]> {
  const { rows } = await pool.query<Beginning>(
    `(select w.text as kind, r.value as id, r.correlation
        from (select kind, value, correlation from ref where value = any($1::uuid[]) order by ts desc limit ${most}) r
        join word w on w.id = r.kind)
     union all
     (select 'event', event_id, correlation from event where event_id = any($1::uuid[]) order by ts desc limit ${most})
     union all
     (select 'correlation', correlation, correlation from flow where correlation = any($1::uuid[]) limit ${most})`,
    [keys],
  );
  return rows;
}
