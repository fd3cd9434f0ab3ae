import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { dayMinutes, incidents } from './day-plan.ts';
import { packDay, readDay } from './recorded-day.ts';
import { replayDay } from './replay-day.ts';

const text = await readFile(new URL('recorded-day.json', import.meta.url), 'utf8');
const day = readDay(text);
const said = replayDay(day);

/** Verdicts one after the other, with the minute from which each held. */
function runsBetween(from: number, to: number): string[] {
  const within = said.filter(({ minute }) => minute >= from && minute < to);
  return within
    .filter(({ verdict }, index) => verdict !== within[index - 1]?.verdict)
    .map(({ minute, verdict }) => `${minute.toFixed(1)} ${verdict}`);
}

describe('a recorded day', () => {
  test('is a whole one, of a real consumer', () => {
    expect(day.samples.length).toBeGreaterThan(400);
    expect(day.samples.at(-1)?.atMs).toBeGreaterThan((dayMinutes - 1) * 60_000);
    expect(packDay(day)).toBe(text);
  });

  test.each(incidents)('$what is called $verdict while it lasts', ({ from, to, verdict }) => {
    const during = said.filter(({ minute }) => minute >= from && minute < to);
    expect(during.map((one) => one.verdict)).toContain(verdict);
  });

  test('begins with a minute in which too little is known to say that all is well', () => {
    expect([...new Set(said.filter(({ minute }) => minute < 1.25).map(({ verdict }) => verdict))]).toEqual([
      'ok',
      'unknown',
    ]);
  });

  test('has these verdicts, no other, and none that flickers', () => {
    expect(runsBetween(1.25, dayMinutes)).toEqual([
      // With a stretch in which nothing came; stuck from 7.0 to 10.0, and for half a minute behind by what had come.
      '1.3 ok',
      '9.4 stall',
      '10.1 warn',
      '10.5 ok',
      // Stopped from 12.0 to 14.0.
      '12.7 stop',
      '14.1 ok',
      // A rush from 16.0 to 24.0; lag was the highest at 24 and was told to grow until that was clear.
      '19.3 warn',
      '27.0 ok',
      // Set back at 30.0, and without a member until 31.0.
      '30.1 rewind',
      '30.8 stop',
      '31.1 ok',
      // Overtaken by retention at 34.5.
      '34.5 data_loss',
    ]);
  });

  test('tells of the same however the clock is set', () => {
    const samples = day.samples.map(({ atMs, members }) => ({ atMs: atMs + 1e12, members }));
    expect(replayDay({ ...day, samples }).map(({ reason }) => reason)).toEqual(said.map(({ reason }) => reason));
  });
});
