import { expect, test } from 'vitest';
import { assignmentText } from './assignment-text.ts';

test('partitions in a row are told as a range', () => {
  const assigned = [
    { topic: 'order-events', partitions: [5, 0, 2, 1] },
    { topic: 'payment-events', partitions: [1] },
  ];
  expect(assignmentText(assigned)).toBe('order-events 0–2, 5; payment-events 1');
});
