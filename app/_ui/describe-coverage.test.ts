import { expect, test } from 'vitest';
import type { Coverage } from '#schemas/api/coverage.ts';
import { describeCoverage } from './describe-coverage.ts';

const when = (at: number) => new Date(at).toISOString().slice(11, 16);
const topic = (name: string, more: Partial<Coverage['topics'][number]> = {}): Coverage['topics'][number] => ({
  topic: name,
  from: '2026-11-24T10:04:00.000Z',
  to: '2026-11-24T12:00:00.000Z',
  behind: '0',
  held: null,
  gaps: 0,
  ...more,
});
const covered = (topics: Coverage['topics'], complete = true) =>
  describeCoverage({ complete, topics, asOf: '2026-11-24T12:00:00.000Z' }, when);

test('given nothing read, does not claim to have searched', () => {
  expect(covered([])).toBe('Nothing is indexed yet: the collector has not read a single topic.');
  expect(covered([topic('order-events', { from: null })])).toBe('No record has arrived yet in 1 topic.');
});

test('given everything read, says from when to the newest', () => {
  expect(covered([topic('order-events'), topic('driver-events', { from: '2026-11-24T11:00:00.000Z' })])).toBe(
    'Searched everything since 10:04, up to the newest record.',
  );
});

test('given a topic that lags, names it with how much is missing', () => {
  expect(covered([topic('order-events', { behind: '1204' })], false)).toBe(
    'Searched what is indexed since 10:04; order-events is 1,204 records behind.',
  );
});

test('given an old answer of Kafka, does not claim to be up to date', () => {
  expect(covered([topic('a')], false)).toBe(
    'Searched what is indexed since 10:04; whether Kafka has newer records is not known at the moment.',
  );
});

test('given gaps and lags that are not known, hides neither', () => {
  expect(covered([topic('a', { behind: null }), topic('b', { gaps: 2 })], false)).toBe(
    'Searched what is indexed since 10:04; how far a is behind is not known; b has 2 gaps.',
  );
});

test('given an open transaction, says that it holds records back and since when', () => {
  const held = { records: '3', since: '2026-11-24T11:58:00.000Z' };
  expect(covered([topic('a', { behind: '3', held })], false)).toBe(
    'Searched what is indexed since 10:04; a is held by an open transaction since 11:58.',
  );
  expect(covered([topic('a', { behind: '5', held, from: null })], false)).toBe(
    'No record has arrived yet in 1 topic; a is 2 records behind; a is held by an open transaction since 11:58.',
  );
});

test('given many topics behind, names three', () => {
  const many = ['a', 'b', 'c', 'd', 'e'].map((name) => topic(name, { behind: '1' }));
  expect(covered(many, false)).toContain('c is 1 record behind; and 2 topics more.');
});
