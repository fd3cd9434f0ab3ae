import type pg from 'pg';
import { unpackDead, unpackMarks } from './flow-marks.ts';

type Numbered = { marks: readonly string[]; dead: readonly string[] };

/** Looks up the texts of the numbers that these lines hold, those that are not known yet. */
export async function learnWordsOf(
  client: pg.ClientBase,
  words: Map<number, string>,
  rows: readonly Numbered[],
): Promise<void> {
  const unknown = new Set<number>();
  const want = (number: number) => {
    if (!words.has(number)) unknown.add(number);
  };
  for (const { marks, dead } of rows) {
    for (const number of unpackMarks(marks).keys()) want(number);
    for (const { topic, type } of dead.map(unpackDead)) [topic, type].forEach(want);
  }
  if (unknown.size === 0) return;
  const { rows: found } = await client.query<{ id: number; text: string }>(
    'select id, text from word where id = any($1::int[])',
    [[...unknown]],
  );
  for (const { id, text } of found) words.set(id, text);
}
