import { expect, test } from 'vitest';
import { MetricText } from './metric-text.ts';
import { sampleGroup as group, samplePlace } from './sample-place.ts';
import { tellGroup, tellPartitions, tellTopic } from './tell-group-metrics.ts';

const place = samplePlace();
const unknown = samplePlace({ partition: 1, committed: null, lag: null, lagMs: null, lost: null, verdict: 'unknown' });

/** Samples alone; that every family has its help and type is looked at once, below. */
function told(tell: (text: MetricText) => void): string[] {
  const text = new MetricText();
  tell(text);
  return text
    .toString()
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
}

test('a group has the series of both tools and ours', () => {
  expect(told((text) => tellGroup(text, 'local', group))).toEqual([
    'kminion_kafka_consumer_group_info{coordinator_id="2",group_id="orders",protocol="range",protocol_type="consumer",state="PreparingRebalance"} 0',
    'kminion_kafka_consumer_group_members{group_id="orders"} 3',
    'kafka_consumergroup_group_sum_lag{cluster_name="local",group="orders"} 7',
    'kafka_consumergroup_group_max_lag_seconds{cluster_name="local",group="orders"} 1.5',
    'nibble_consumer_group_verdict{group="orders",verdict="warn"} 2',
    'nibble_consumer_group_sample_age_seconds{group="orders"} 4',
  ]);
});

test('what is not known has no series but its verdict and age', () => {
  const blank = { ...group, members: null, lag: null, lag_ms: null, verdict: 'unknown' as const };
  expect(told((text) => tellGroup(text, 'local', blank)).slice(1)).toEqual([
    'nibble_consumer_group_verdict{group="orders",verdict="unknown"} 1',
    'nibble_consumer_group_sample_age_seconds{group="orders"} 4',
  ]);
  expect(
    told((text) => tellTopic(text, 'local', 'orders', { topic: 'order-events', places: [unknown], age: 4 })),
  ).toEqual([
    'nibble_consumer_group_topic_verdict{group="orders",topic="order-events",verdict="unknown"} 1',
    'nibble_consumer_group_topic_sample_age_seconds{group="orders",topic="order-events"} 4',
  ]);
});

test('a topic sums up what is known, and a partition is told of once however many groups read it', () => {
  const topic = { topic: 'order-events', places: [place, unknown], age: 4 };
  expect(told((text) => tellTopic(text, 'local', 'orders', topic))).toContain(
    'kminion_kafka_consumer_group_topic_lag{group_id="orders",topic_name="order-events"} 7',
  );
  const lines = told((text) => {
    const seen = new Set<string>();
    for (const name of ['orders', 'payments']) tellPartitions(text, 'local', name, topic, seen);
  });
  expect(lines).toContain(
    'kafka_consumergroup_group_lag_seconds{cluster_name="local",group="orders",topic="order-events",partition="0"} 1.5',
  );
  expect(lines.filter((line) => line.startsWith('kafka_partition_latest_offset'))).toHaveLength(2);
  expect(lines.filter((line) => line.includes('partition="1"') && line.includes('group="payments"'))).toEqual([
    'nibble_consumer_group_partition_verdict{group="payments",topic="order-events",partition="1",verdict="unknown"} 1',
    'nibble_consumer_group_partition_sample_age_seconds{group="payments",topic="order-events",partition="1"} 4',
  ]);
});

test('a family stands together under its help, and names are escaped', () => {
  const text = new MetricText();
  tellGroup(text, 'local', { ...group, name: 'a"b\\c\nd' });
  tellGroup(text, 'local', group);
  const lines = text.toString().trimEnd().split('\n');
  const help = '# HELP nibble_consumer_group_verdict ok 0, unknown 1, warn 2, stall 3, stop 4, rewind 5, data_loss 6';
  const at = lines.indexOf(help);
  expect(lines.slice(at + 1, at + 4)).toEqual([
    '# TYPE nibble_consumer_group_verdict gauge',
    'nibble_consumer_group_verdict{group="a\\"b\\\\c\\nd",verdict="warn"} 2',
    'nibble_consumer_group_verdict{group="orders",verdict="warn"} 2',
  ]);
});
