import { expect, test } from 'vitest';
import { prefixOutput } from './prefix-output.ts';

function recorded(isTTY: boolean) {
  const written: string[] = [];
  return { written, out: { isTTY, write: (text: string) => written.push(text) } };
}

test('a line that comes in two pieces is written once, whole, and not mixed with another process', () => {
  const { written, out } = recorded(false);
  const write = prefixOutput(out);
  write('orders', 'half a ');
  write('web', 'ready\n');
  write('orders', 'line\nand');
  expect(written).toEqual(['web           │ ready\n', 'orders        │ half a line\n']);
});

test('a terminal gets a colour of its own for each process', () => {
  const { written, out } = recorded(true);
  const write = prefixOutput(out);
  for (const name of ['kafka', 'postgres', 'orders', 'web']) write(name, 'x\n');
  const colours = written.map((line) => /38;5;(\d+)m/.exec(line)?.[1]);
  expect(new Set(colours).size).toBe(4);
});
