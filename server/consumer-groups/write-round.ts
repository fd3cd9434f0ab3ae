import type pg from 'pg';
import { copyRows } from '#server/platform/db/index.ts';
import { groupNow, sparkNow } from './group-now.ts';
import type { JudgedTopic } from './judge-memory.ts';
import type { LagMemory } from './lag-memory.ts';
import type { Mark } from './mark-group.ts';
import { rollUpUnits } from './roll-up.ts';
import { commitColumns, logColumns, rolledColumns, sampleRows } from './sample-rows.ts';
import type { SamplerRound } from './sampler-round.ts';
import { packPlaces } from './stored-place.ts';

export type RoundToWrite = {
  cluster: number;
  memory: LagMemory;
  slot: number;
  /** When the commits were read, and the ends. */
  readMs: number;
  atMs: number;
  /** What is found of topics, some at a time; of their groups it is in memory once all has come. */
  judged: AsyncIterable<readonly JudgedTopic[]>;
  marks: readonly Mark[];
  /** Numbers of groups that Kafka does not have any more. */
  gone: readonly number[];
  /** What the round says of itself, asked last. */
  tell: () => SamplerRound;
};

/** Writes a round as a whole, in a transaction of the connection that holds the sampler's lock: who lost it writes nothing. */
export async function writeRound(client: pg.ClientBase, given: RoundToWrite): Promise<SamplerRound> {
  await client.query('begin');
  try {
    await writeJudged(client, given);
    await writeGroups(client, given);
    await writeSamples(client, given);
    await writeGone(client, given);
    await writeMarks(client, given.marks);
    const round = given.tell();
    await writeHead(client, given, round);
    await client.query('commit');
    return round;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

const groupTypes = {
  id: 'int',
  ...{ harm: 'smallint', protocol: 'text', protocol_type: 'text', state: 'text', members: 'int', topics: 'text[]' },
  ...{ topic_count: 'int', partitions: 'int', lag: 'bigint', lag_ms: 'float8', lag_error_ms: 'float8' },
  ...{ lag_ms_from: 'text', verdict: 'text', reason: 'text', trend: 'text', trend_per_second: 'float8' },
  ...{ trend_closes_ms: 'float8', as_of: 'timestamptz', problems: 'jsonb', coordinator: 'int', assignor: 'text' },
  ...{ epoch: 'int', member_list: 'jsonb', empty_since: 'timestamptz', spark: 'float8[]', spark_at: 'timestamptz' },
};
const groupColumns = Object.keys(groupTypes).filter((column) => column !== 'id');
const updateGroups = `update consumer_group g set ${groupColumns.map((column) => `${column} = r.${column}`).join(', ')}, gone_at = null
  from json_to_recordset($1::json) as r (${Object.entries(groupTypes)
    .map(([column, type]) => `${column} ${type}`)
    .join(', ')})
 where g.id = r.id`;

/** Only groups of which something changed. */
async function writeGroups(client: pg.ClientBase, { memory, atMs }: RoundToWrite): Promise<void> {
  const changed = [...memory.groups.values()].flatMap((group) => {
    const now = groupNow(group, atMs);
    const row = JSON.stringify(now);
    if (row === group.row) return [];
    group.row = row;
    return [{ ...now, ...sparkNow(group) }];
  });
  if (changed.length > 0) await client.query(updateGroups, [withoutNul(JSON.stringify(changed))]);
}

/** Some are judged while the database writes those before them. */
async function writeJudged(client: pg.ClientBase, { judged, atMs }: RoundToWrite): Promise<void> {
  let writing: Promise<void> = Promise.resolve();
  try {
    for await (const some of judged) {
      await writing;
      writing = writeTopics(client, some, atMs);
      // It is waited for a turn later; until then nobody would hear of a failure, which ends the process.
      writing.catch(() => undefined);
    }
  } finally {
    await writing;
  }
}

async function writeTopics(client: pg.ClientBase, judged: readonly JudgedTopic[], atMs: number): Promise<void> {
  if (judged.length === 0) return;
  const rows = judged.map(({ group, of, places }) => ({ g: group.id, t: of.topic.id, p: packPlaces(places) }));
  await client.query(
    `insert into group_topic as t (group_id, topic_id, as_of, places)
     select g, t, $2, p from json_to_recordset($1::json) as r (g int, t int, p json)
         on conflict (group_id, topic_id) do update set as_of = excluded.as_of, places = excluded.places`,
    [withoutNul(JSON.stringify(rows)), new Date(atMs)],
  );
}

async function writeSamples(client: pg.ClientBase, { memory, slot, readMs, atMs }: RoundToWrite): Promise<void> {
  const { commits, logs, rolled } = sampleRows(memory, { slot, readMs, atMs });
  if (commits.length > 0) await copyRows(client, 'commit_sample', commitColumns, commits);
  if (logs.length > 0) await copyRows(client, 'log_sample', logColumns, logs);
  for (const unit of ['minute', 'hour'] as const) {
    const start = new Date(Math.floor(atMs / rollUpUnits[unit]) * rollUpUnits[unit]);
    const table = `lag_${unit}`;
    if (rolled[unit].length > 0) await copyRows(client, table, rolledColumns, rolled[unit]);
    await client.query(
      `insert into ${table} (at, group_id, topic_id)
       select $1, 0, 0 where not exists (select from ${table} where group_id = 0 and at = $1)`,
      [start],
    );
  }
}

/** What a group no longer reads is not told any more; its samples stay. */
async function writeGone(client: pg.ClientBase, { gone, memory, atMs }: RoundToWrite): Promise<void> {
  if (gone.length > 0) {
    await client.query('update consumer_group set gone_at = $2 where id = any($1::int[])', [gone, new Date(atMs)]);
    await client.query('delete from group_topic where group_id = any($1::int[])', [gone]);
  }
  const left = [...memory.groups.values()].flatMap((group) => group.left.splice(0).map((topic) => [group.id, topic]));
  if (left.length > 0)
    await client.query(
      'delete from group_topic where (group_id, topic_id) in (select * from unnest($1::int[], $2::int[]))',
      [left.map(([group]) => group), left.map(([, topic]) => topic)],
    );
}

async function writeMarks(client: pg.ClientBase, marks: readonly Mark[]): Promise<void> {
  if (marks.length === 0) return;
  const rows = marks.map(({ atMs, group, kind, detail }) => [new Date(atMs), group, kind, withoutNul(detail)]);
  await copyRows(client, 'group_mark', ['at', 'group_id', 'kind', 'detail'], rows);
}

async function writeHead(client: pg.ClientBase, { cluster, memory }: RoundToWrite, round: SamplerRound): Promise<void> {
  const at = new Date(round.atMs);
  await client.query(
    'insert into lag_heartbeat (at, cluster, every_ms) values ($1, $2, $3) on conflict (at) do nothing',
    [at, cluster, round.everyMs],
  );
  await client.query(
    `insert into lag_round (cluster, as_of, took_ms, every_ms, requests, groups, partitions, problems, slots, sampler)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (cluster) do update set as_of = excluded.as_of, took_ms = excluded.took_ms,
            every_ms = excluded.every_ms, requests = excluded.requests, groups = excluded.groups,
            partitions = excluded.partitions, problems = excluded.problems, slots = excluded.slots,
            sampler = excluded.sampler, alive_at = now()`,
    [
      ...[cluster, at, round.tookMs, round.everyMs, round.requests, memory.groups.size, round.partitions],
      withoutNul(JSON.stringify(round.problems)),
      memory.slots.all().map(({ atMs }) => new Date(atMs)),
      round.sampler,
    ],
  );
}

/** PostgreSQL takes no NUL; a client id or a reason may hold one. */
function withoutNul(text: string): string {
  return text.replaceAll('\\u0000', '\\ufffd').replaceAll('\u0000', '\ufffd');
}
