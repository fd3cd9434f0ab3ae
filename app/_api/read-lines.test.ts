import { afterEach, expect, test, vi } from 'vitest';
import { ApiProblem } from './api-problem.ts';
import { readLines } from './read-lines.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

function answering(chunks: Uint8Array[], init?: ResponseInit): void {
  const body = new ReadableStream({
    start: (controller) => {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  vi.stubGlobal('fetch', async () => new Response(body, init));
}

test('a refusal is thrown as the problem it tells', async () => {
  const problem = { detail: 'q: too long' };
  answering([Buffer.from(JSON.stringify(problem))], {
    status: 422,
    headers: { 'content-type': 'application/problem+json' },
  });
  await expect(Array.fromAsync(readLines('/api/search'))).rejects.toThrow(ApiProblem);
});

test('lines and characters may be cut anywhere on their way', async () => {
  const whole = Buffer.from('{"a":"Tiramisù"}\n{"b":2}\n');
  answering(Array.from(whole, (byte) => Uint8Array.of(byte)));
  expect(await Array.fromAsync(readLines('/api/search'))).toEqual([{ a: 'Tiramisù' }, { b: 2 }]);
});
