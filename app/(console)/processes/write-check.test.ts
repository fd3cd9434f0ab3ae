import { describe, expect, test } from 'vitest';
import type { CheckedStep } from '#schemas/api/process.ts';
import { neverSeen, strangersOf, writeCheck } from './write-check.ts';

const seen = { count: 3, services: ['till'], lastAt: '2026-11-24T12:00:00.000Z' };
const step: CheckedStep = {
  id: 'paid',
  label: 'Paid',
  kind: 'step',
  event: 'Paid',
  service: 'till',
  withinMs: null,
  usual: null,
  seen,
};
const checked = (...steps: CheckedStep[]) => ({ id: 'p', version: 1, title: 'P', since: seen.lastAt, steps });

describe('the check of processes', () => {
  test('says that there is none', () => {
    expect(writeCheck({ items: [], unnamed: [] })).toMatch(/^No collector has noted a process/);
  });

  test('says that all fits', () => {
    expect(writeCheck({ items: [checked(step)], unnamed: [] })).toBe(
      '1 process says which steps should follow in a flow, and by when. Everything that came is named, and every step was seen.',
    );
  });

  test('counts what does not; a branch that was never taken is no fault', () => {
    const missing: CheckedStep = { ...step, id: 'sent', seen: null };
    const branch: CheckedStep = { ...missing, id: 'lost', kind: 'branch' };
    expect(neverSeen(checked(step, missing, branch))).toEqual([missing]);
    expect(writeCheck({ items: [checked(missing, branch)], unnamed: [{ type: 'X', ...seen }] })).toContain(
      '1 step of the path was never seen; 1 event type came that no process names.',
    );
  });

  test('names who told of a step in the place of another', () => {
    expect(strangersOf(step)).toEqual([]);
    expect(strangersOf({ ...step, service: 'desk' })).toEqual(['till']);
    expect(strangersOf({ ...step, service: null })).toEqual([]);
  });
});
