import { gzipSync } from 'node:zlib';
import { flow as flowSchema } from '#schemas/api/flow.ts';
import { getFlow } from '#server/event-flow/index.ts';
import { type Spread, spread } from '../figures/spread.ts';
import type { BenchStack } from '../with-bench-stack.ts';

export type OpenedFlow = {
  shown: { events: number; of: number };
  /** Milliseconds at the read function, and over HTTP. */
  door: Spread;
  http: Spread;
  bytes: number;
  gzipBytes: number;
};

export type OpenOptions = { limit?: number; expand?: string };

/** Opens one flow again and again, by the read function in this process and over HTTP of the web process. */
export async function openFlow(
  { pool, stack }: BenchStack,
  id: string,
  each: number,
  options: OpenOptions = {},
): Promise<OpenedFlow> {
  const query = new URLSearchParams(Object.entries(options).map(([name, value]) => [name, String(value)]));
  const address = `${stack.addresses.web}/api/flows/${id}?${query}`;
  const body = await (await fetch(address)).text();
  const { shown } = flowSchema.parse(JSON.parse(body));
  return {
    shown,
    door: await timed(each, () => getFlow(pool, id, options)),
    http: await timed(each, async () => (await fetch(address)).arrayBuffer()),
    bytes: Buffer.byteLength(body),
    gzipBytes: gzipSync(body).length,
  };
}

/** The first answers are about the compiler. */
async function timed(each: number, open: () => Promise<unknown>): Promise<Spread> {
  const warmUps = Math.ceil(each / 5);
  const times: number[] = [];
  for (let turn = -warmUps; turn < each; turn += 1) {
    const startedAt = performance.now();
    await open();
    if (turn >= 0) times.push(performance.now() - startedAt);
  }
  return spread(times);
}
