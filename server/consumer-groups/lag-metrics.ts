/**
 * What /metrics tells of consumer groups, with the help text of each; all are gauges. Names and labels are those of KMinion
 * and of klag-exporter where these have one, so that their dashboards go on working; ours begin with `nibble_`. Labels that
 * name a member are left out: each rebalance would make every series anew.
 */
export const lagMetrics = {
  kminion_kafka_consumer_group_info: '1 while the group is stable, else 0',
  kminion_kafka_consumer_group_members: 'Members of the group',
  kminion_kafka_consumer_group_topic_lag: 'Offsets that the group has still to read in a topic',
  kminion_kafka_consumer_group_topic_partition_lag: 'Offsets that the group has still to read in a partition',
  kafka_consumergroup_group_offset: 'Committed offset',
  kafka_consumergroup_group_lag: 'Offsets that the group has still to read in a partition',
  kafka_consumergroup_group_lag_seconds: 'For how long the oldest unread record of a partition has waited',
  kafka_consumergroup_group_topic_sum_lag: 'Offsets that the group has still to read in a topic',
  kafka_consumergroup_group_sum_lag: 'Offsets that the group has still to read',
  kafka_consumergroup_group_max_lag_seconds: 'For how long the oldest unread record of the group has waited',
  kafka_partition_latest_offset: 'Where the log of a partition ends',
  kafka_partition_earliest_offset: 'Where the log of a partition begins',
  kafka_consumergroup_poll_time_ms: 'How long the last round of sampling took',
  kafka_lag_exporter_up: '1 when consumer groups can be told of, else 0',
  kafka_lag_exporter_last_update_timestamp_seconds: 'When the last round of sampling was',
  nibble_consumer_groups: 'Groups by verdict, all of them, also those left out below',
  nibble_consumer_group_verdict: 'ok 0, unknown 1, warn 2, stall 3, stop 4, rewind 5, data_loss 6',
  nibble_consumer_group_topic_verdict: 'As of a group: the worst of the partitions',
  nibble_consumer_group_partition_verdict: 'As of a group',
  nibble_consumer_group_topic_lag_seconds: 'For how long the oldest unread record of a topic has waited',
  nibble_consumer_group_partition_lost:
    'Offsets that retention took before the group had read them, where there are any',
  nibble_consumer_group_sample_age_seconds: 'How old what is told of a group is',
  nibble_consumer_group_topic_sample_age_seconds: 'How old what is told of a group in a topic is',
  nibble_consumer_group_partition_sample_age_seconds: 'How old what is told of a group in a partition is',
  nibble_consumer_group_series_left_out:
    'Groups that are not told of in this detail because NIBBLE_METRICS_SERIES is reached',
} as const;

export type LagMetric = keyof typeof lagMetrics;
