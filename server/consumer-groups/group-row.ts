import type { PartProblem } from '#schemas/api/common.ts';
import type { ConsumerGroupItem } from '#schemas/api/consumer-group.ts';

/** A row of `consumer_group`, as `groupColumns` reads it. */
export type GroupRow = {
  id: number;
  name: string;
  protocol: ConsumerGroupItem['protocol'];
  protocol_type: string;
  state: ConsumerGroupItem['state'];
  members: number | null;
  topics: string[];
  topic_count: number;
  partitions: number;
  lag: string | null;
  lag_ms: number | null;
  lag_error_ms: number | null;
  lag_ms_from: ConsumerGroupItem['lagMsFrom'];
  verdict: ConsumerGroupItem['verdict'];
  reason: string;
  trend: ConsumerGroupItem['trend']['direction'];
  trend_per_second: number | null;
  trend_closes_ms: number | null;
  spark: (number | null)[];
  spark_at: Date | null;
  as_of: Date | null;
  problems: PartProblem[];
};

/** Beside the group itself, `as_of` of its round stands in for one of its own. Of `consumer_group g` and `lag_round r`. */
export const groupColumns = `g.id, g.name, g.protocol, g.protocol_type, g.state, g.members, g.topics, g.topic_count,
  g.partitions, g.lag::text as lag, g.lag_ms, g.lag_error_ms, g.lag_ms_from, g.verdict, g.reason, g.trend,
  g.trend_per_second, g.trend_closes_ms, g.spark, g.spark_at, coalesce(g.as_of, r.as_of) as as_of, g.problems`;

/** A spark of the last hour: so many steps of so many ms. */
export const sparkSteps = 30;
export const sparkStepMs = 120_000;

export function groupItem(row: GroupRow): ConsumerGroupItem {
  return {
    group: row.name,
    protocol: row.protocol,
    protocolType: row.protocol_type,
    state: row.state,
    members: row.members,
    topics: row.topics,
    topicCount: row.topic_count,
    partitions: row.partitions,
    lag: row.lag,
    lagMs: row.lag_ms,
    lagErrorMs: row.lag_error_ms,
    lagMsFrom: row.lag_ms_from,
    verdict: row.verdict,
    reason: row.reason,
    trend: { direction: row.trend, perSecond: row.trend_per_second, closesInMs: row.trend_closes_ms },
    spark: sparkNow(row),
    asOf: row.as_of?.toISOString() ?? null,
    problems: row.problems,
  };
}

/** A row is written when something changed: until then its last value holds. */
function sparkNow({ spark, spark_at: at, as_of: asOf }: GroupRow): (number | null)[] {
  if (!at || !asOf) return spark;
  const steps = Math.min(sparkSteps, Math.floor((asOf.getTime() - at.getTime()) / sparkStepMs));
  if (steps <= 0) return spark;
  const last = spark.at(-1) ?? null;
  return [...spark.slice(steps), ...new Array<number | null>(steps).fill(last)];
}
