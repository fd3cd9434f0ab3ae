import { expect, test } from 'vitest';
import { listServices } from '#schemas/services.ts';
import { planTopics } from './plan-topics.ts';
import { topicsOf } from './topic-of.ts';

const planned = planTopics('p-');
const find = (name: string) => planned.find(({ topic }) => topic === name);

test('a topic that a group does not read has no retry tiers of that group', () => {
  const reads = new Set(
    listServices().flatMap(({ consumerGroup, consumes }) =>
      topicsOf([...consumes], 'p-').map((topic) => `${topic}.p-${consumerGroup}.dlq`),
    ),
  );
  const deadLetters = planned.map(({ topic }) => topic).filter((topic) => topic.endsWith('.dlq'));
  expect(deadLetters.toSorted()).toEqual([...reads].toSorted());
  expect(reads).not.toContain('p-payment-events.p-restaurants.dlq');
});

test('each topic that a group reads has three tiers and dead letters, and no name stands twice', () => {
  const ofPayments = planned.filter(({ topic }) => topic.startsWith('p-order-events.p-payments'));
  expect(ofPayments.map(({ topic }) => topic)).toEqual([
    'p-order-events.p-payments.retry.1',
    'p-order-events.p-payments.retry.2',
    'p-order-events.p-payments.retry.3',
    'p-order-events.p-payments.dlq',
  ]);
  expect(new Set(planned.map(({ topic }) => topic)).size).toBe(planned.length);
});

test('dead letters have at least the partitions of their topic, are kept longer, and are never compacted', () => {
  const dead = find('p-order-events.p-payments.dlq');
  const source = find('p-order-events');
  expect(dead?.partitions).toBe(source?.partitions);
  expect(Number(dead?.config['retention.ms'])).toBeGreaterThan(Number(source?.config['retention.ms']));
  expect(dead?.config['cleanup.policy']).toBe('delete');
});

test('the topic of positions is compacted and keeps the latest for ever', () => {
  expect(find('p-driver-positions')?.config).toMatchObject({ 'cleanup.policy': 'compact', 'retention.ms': '-1' });
});
