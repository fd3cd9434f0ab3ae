export { getConsumerGroup } from './get-consumer-group.ts';
export { getGroupHistory } from './get-group-history.ts';
export { groupTables } from './group-tables.ts';
export { listConsumerGroups } from './list-consumer-groups.ts';
export { type GroupPlace, readGroupPlaces } from './read-group-places.ts';
export { readLagMetrics } from './read-lag-metrics.ts';
export { type Passing, whenPassed } from './when-passed.ts';
