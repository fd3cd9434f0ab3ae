import type pg from 'pg';
import { chooseDetails } from './choose-details.ts';
import { labelsOf, MetricText } from './metric-text.ts';
import { countVerdicts, readRound } from './read-round.ts';
import { type PackedPlace, unpackPlaces } from './stored-place.ts';
import { type MeasuredGroup, type MeasuredTopic, tellGroup, tellPartitions, tellTopic } from './tell-group-metrics.ts';

/** Groups whose topics are read at once: between two such reads others have their turn. */
const atOnce = 50;

/**
 * Lag, seconds, verdict and sample age per group, topic and partition in Prometheus text format, the worst groups first,
 * within about `most` series; what was left out is a metric too. As of the last round of the sampler. `names`: of these alone.
 */
export async function readLagMetrics(
  pool: pg.Pool,
  { cluster, most, names = null }: { cluster: string; most: number; names?: ReadonlySet<string> | null },
): Promise<string> {
  const text = new MetricText(names);
  const [groups, round, counts] = await Promise.all([readGroups(pool), readRound(pool), countVerdicts(pool)]);
  const here = labelsOf({ cluster_name: cluster });
  text.add('kafka_lag_exporter_up', '', round ? 1 : 0);
  if (round) {
    text.add('kafka_consumergroup_poll_time_ms', here, round.tookMs);
    text.add('kafka_lag_exporter_last_update_timestamp_seconds', here, Date.parse(round.asOf) / 1_000);
  }
  for (const [verdict, count] of Object.entries(counts))
    text.add('nibble_consumer_groups', labelsOf({ verdict }), count);
  const details = chooseDetails(groups, most);
  for (const [detail, told] of Object.entries(details)) {
    text.add('nibble_consumer_group_series_left_out', labelsOf({ detail }), groups.length - told.size);
  }
  for (const group of groups) if (details.groups.has(group.id)) tellGroup(text, cluster, group);
  const seen = new Set<string>();
  for await (const { id, group, ...topic } of topicsOf(pool, [...details.topics])) {
    tellTopic(text, cluster, group, topic);
    if (details.partitions.has(id)) tellPartitions(text, cluster, group, topic, seen);
  }
  return text.toString();
}

async function readGroups(pool: pg.Pool): Promise<MeasuredGroup[]> {
  const { rows } = await pool.query<MeasuredGroup>(
    `select g.id, g.name, g.protocol_type, g.state, g.assignor, g.coordinator, g.members, g.partitions,
            g.topic_count as topics, g.lag::text as lag, g.lag_ms, g.verdict,
            extract(epoch from now() - coalesce(g.as_of, r.as_of))::float8 as age
       from consumer_group g left join lag_round r on r.cluster = g.cluster
      where g.gone_at is null order by g.harm desc, coalesce(g.lag, -1) desc, g.id desc`,
  );
  return rows;
}

/** The database reads the next ones while those before them are told. */
async function* topicsOf(pool: pg.Pool, ids: readonly number[]) {
  let reading = readTopics(pool, ids.slice(0, atOnce));
  for (let from = atOnce; ; from += atOnce) {
    const rows = await reading;
    const isLast = from >= ids.length;
    if (!isLast) reading = readTopics(pool, ids.slice(from, from + atOnce));
    reading.catch(() => undefined);
    for (const row of rows) yield { ...row, places: unpackPlaces(row.places) };
    if (isLast) return;
  }
}

type TopicRow = Omit<MeasuredTopic, 'places'> & { id: number; group: string; places: PackedPlace[] };

async function readTopics(pool: pg.Pool, ids: readonly number[]): Promise<TopicRow[]> {
  const { rows } = await pool.query<TopicRow>(
    `select g.id, g.name as group, s.name as topic, t.places,
            extract(epoch from now() - greatest(t.as_of, coalesce(g.as_of, r.as_of)))::float8 as age
       from group_topic t join consumer_group g on g.id = t.group_id join sampled_topic s on s.id = t.topic_id
       left join lag_round r on r.cluster = g.cluster
      where t.group_id = any($1)`,
    [ids],
  );
  return rows;
}
