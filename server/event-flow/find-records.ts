import type pg from 'pg';
import type { FoundRecord } from '#schemas/api/record.ts';
import { wordKinds } from './dictionary.ts';
import type { Matches } from './find-matches.ts';
import { placeOf } from './place-of.ts';
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

/** The columns of a `FoundRow` from rows of `event` under the name e, given how its kind is told. */
export function foundRows(kind: string, from: string, more = ''): string {
  return `select t.text as topic, e.record_partition as partition, e.record_offset as offset, e.block as stored,
                 y.text as type, e.event_ms, e.flags, e.correlation, ${kind} as kind${more}
            from (${from}) e
            join word t on t.id = e.topic
            left join word y on y.id = e.type`;
}

/**
 * Records that a search leads to directly: the one under `topic/partition/offset`, and those of no flow, 20 at most, the
 * newest first, given their identities with the kind of id that matched.
 */
export async function findRecords(
  pool: pg.Pool,
  asked: string,
  { ofNoFlow, ids }: Pick<Matches, 'ofNoFlow' | 'ids'>,
): Promise<FoundRecord[]> {
  const [byPlace, byIdentity] = await Promise.all([readByPlace(pool, asked), readByIdentity(pool, ofNoFlow)]);
  const found = [...byPlace, ...byIdentity.filter((row) => !byPlace.some((one) => nameOf(one) === nameOf(row)))];
  const text = await readTexts(pool, found.map(correlationOf));
  return found.map((row) => ({
    ...foundRecordOf(row, text),
    match: { kind: row.kind, id: ids.get(keyOf(row.correlation)) ?? asked },
  }));
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

function nameOf({ topic, partition, offset, stored }: FoundRow): string {
  return `${topic}/${partition}/${offset} ${stored}`;
}

async function readByPlace(pool: pg.Pool, asked: string): Promise<FoundRow[]> {
  const wanted = placeOf(asked);
  if (!wanted) return [];
  const { rows } = await pool.query<FoundRow>(
    `${foundRows(
      `'record'`,
      `select * from event
        where topic = (select id from word where kind = ${wordKinds.topic} and text = $1)
          and record_partition = $2 and record_offset = $3 limit ${most}`,
    )} order by e.block desc`,
    [wanted.topic, wanted.partition, wanted.offset],
  );
  return rows;
}

async function readByIdentity(pool: pg.Pool, ofNoFlow: ReadonlyMap<string, string>): Promise<FoundRow[]> {
  const identities = [...ofNoFlow.keys()].slice(0, most);
  if (identities.length === 0) return [];
  const noFlow = recordProblems.noCorrelation;
  const { rows } = await pool.query<FoundRow>(
    `${foundRows(
      'e.correlation::text',
      `select * from event where correlation = any($1::uuid[]) and flags & ${noFlow} <> 0`,
    )} order by e.ts desc limit ${most}`,
    [identities],
  );
  return rows.map((row) => ({ ...row, kind: ofNoFlow.get(keyOf(row.correlation)) ?? 'record' }));
}
