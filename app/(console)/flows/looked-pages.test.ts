import { expect, test } from 'vitest';
import { lookedIn, looksOn } from './looked-pages.ts';

const short = { items: [], looked: { flows: 20_000, backTo: '2026-11-24T09:00:00.000Z' } };
const full = { items: [], looked: null };

test('given no page, or a full one, nothing is looked for further', () => {
  expect(lookedIn([])).toBeNull();
  expect(lookedIn([short, full])).toBeNull();
});

test('given short pages, says how many flows were looked at and back to when', () => {
  const later = { ...short, looked: { flows: 20_000, backTo: '2026-11-24T08:00:00.000Z' } };
  expect(lookedIn([short, later])).toEqual({ flows: 40_000, backTo: '2026-11-24T08:00:00.000Z' });
});

test('looks on by itself a few times only', () => {
  expect(looksOn([short])).toBe(true);
  expect(looksOn([short, short, short, short])).toBe(false);
  expect(looksOn([short, short, short, short, full])).toBe(true);
});
