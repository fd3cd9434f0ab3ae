import type { ConsumerGroupItem } from '#schemas/api/consumer-group.ts';
import { harmOf } from './harm-of.ts';
import { labelsOf, type MetricText } from './metric-text.ts';
import type { StoredPlace } from './stored-place.ts';

export type MeasuredGroup = {
  id: number;
  name: string;
  protocol_type: string;
  state: ConsumerGroupItem['state'];
  assignor: string | null;
  coordinator: number | null;
  members: number | null;
  partitions: number;
  topics: number;
  lag: string | null;
  lag_ms: number | null;
  verdict: ConsumerGroupItem['verdict'];
  /** Seconds since this was so. */
  age: number | null;
};

export type MeasuredTopic = { topic: string; places: StoredPlace[]; age: number };

export function tellGroup(text: MetricText, cluster: string, group: MeasuredGroup): void {
  const { name, verdict, age } = group;
  const minion = labelsOf({ group_id: name });
  const exporter = labelsOf({ cluster_name: cluster, group: name });
  const info = { coordinator_id: group.coordinator ?? -1, group_id: name, protocol: group.assignor ?? '' };
  const state = group.state.split('_').map(capitalized).join('');
  const infoLabels = labelsOf({ ...info, protocol_type: group.protocol_type, state });
  text.add('kminion_kafka_consumer_group_info', infoLabels, group.state === 'stable' ? 1 : 0);
  text.add('kminion_kafka_consumer_group_members', minion, group.members);
  text.add('kafka_consumergroup_group_sum_lag', exporter, group.lag);
  text.add('kafka_consumergroup_group_max_lag_seconds', exporter, secondsOf(group.lag_ms));
  text.add('nibble_consumer_group_verdict', labelsOf({ group: name, verdict }), harmOf(verdict));
  text.add('nibble_consumer_group_sample_age_seconds', labelsOf({ group: name }), age);
}

export function tellTopic(
  text: MetricText,
  cluster: string,
  group: string,
  { topic, places, age }: MeasuredTopic,
): void {
  const lags = places.flatMap(({ lag }) => (lag === null ? [] : [BigInt(lag)]));
  const sum = lags.length === 0 ? null : lags.reduce((all, lag) => all + lag, 0n);
  const times = places.flatMap(({ lagMs }) => (lagMs === null ? [] : [lagMs]));
  const worst = places.map(({ verdict }) => verdict).sort((a, b) => harmOf(b) - harmOf(a))[0];
  const exporter = labelsOf({ cluster_name: cluster, group, topic });
  const own = labelsOf({ group, topic });
  text.add('kminion_kafka_consumer_group_topic_lag', labelsOf({ group_id: group, topic_name: topic }), sum);
  text.add('kafka_consumergroup_group_topic_sum_lag', exporter, sum);
  text.add('nibble_consumer_group_topic_lag_seconds', own, times.length === 0 ? null : Math.max(...times) / 1_000);
  if (worst) text.add('nibble_consumer_group_topic_verdict', `${own},verdict="${worst}"`, harmOf(worst));
  text.add('nibble_consumer_group_topic_sample_age_seconds', own, age);
}

/** `seen`: partitions whose log was told of already, as `topic/partition`; several groups may read one. */
export function tellPartitions(
  text: MetricText,
  cluster: string,
  group: string,
  { topic, places, age }: MeasuredTopic,
  seen: Set<string>,
): void {
  const minion = labelsOf({ group_id: group, topic_name: topic });
  const exporter = labelsOf({ cluster_name: cluster, group, topic });
  const log = labelsOf({ cluster_name: cluster, topic });
  const own = labelsOf({ group, topic });
  for (const place of places) {
    const partition = `partition="${place.partition}"`;
    text.add(
      'kminion_kafka_consumer_group_topic_partition_lag',
      `${minion},partition_id="${place.partition}"`,
      place.lag,
    );
    text.add('kafka_consumergroup_group_offset', `${exporter},${partition}`, place.committed);
    text.add('kafka_consumergroup_group_lag', `${exporter},${partition}`, place.lag);
    text.add('kafka_consumergroup_group_lag_seconds', `${exporter},${partition}`, secondsOf(place.lagMs));
    const verdict = `${own},${partition},verdict="${place.verdict}"`;
    text.add('nibble_consumer_group_partition_verdict', verdict, harmOf(place.verdict));
    if (place.lost !== '0') text.add('nibble_consumer_group_partition_lost', `${own},${partition}`, place.lost);
    text.add('nibble_consumer_group_partition_sample_age_seconds', `${own},${partition}`, age);
    const key = `${topic}/${place.partition}`;
    if (seen.has(key)) continue;
    seen.add(key);
    text.add('kafka_partition_latest_offset', `${log},${partition}`, place.end);
    text.add('kafka_partition_earliest_offset', `${log},${partition}`, place.start);
  }
}

function secondsOf(ms: number | null): number | null {
  return ms === null ? null : ms / 1_000;
}

function capitalized(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
