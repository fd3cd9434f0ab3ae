import { expect, test, vi } from 'vitest';
import { ndjson } from './ndjson.ts';

test('what fails half way breaks off, and is not taken for the end', async () => {
  async function* values() {
    yield { n: 1 };
    throw new Error('half way');
  }
  await expect(ndjson(values()).text()).rejects.toThrow('half way');
});

test('a reader that goes away ends the making', async () => {
  const ended = vi.fn();
  async function* values() {
    try {
      for (let n = 0; ; n += 1) yield { n };
    } finally {
      ended();
    }
  }
  const reader = ndjson(values()).body?.getReader();
  await reader?.read();
  await reader?.cancel();
  expect(ended).toHaveBeenCalledOnce();
});

test('each value is a line of its own, whatever it holds', async () => {
  async function* values() {
    yield { text: 'two\nlines' };
    yield { n: 2 };
  }
  const response = ndjson(values());
  expect(response.headers.get('content-type')).toContain('application/x-ndjson');
  expect(await response.text()).toBe('{"text":"two\\nlines"}\n{"n":2}\n');
});
