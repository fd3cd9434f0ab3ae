import { createLiveHub } from '#server/platform/live/index.ts';
import type { BenchStack } from '../with-bench-stack.ts';

export type HeardFlows = {
  /** When rows of this flow were first told after `since` (ms since 1970); null while they were not. */
  heardAt(correlationId: string, since: number): number | null;
  close(): Promise<void>;
};

/** Remembers when rows of these flows were committed, as the database tells everybody who listens. */
export async function hearRows({ stack, logger }: BenchStack, correlationIds: string[]): Promise<HeardFlows> {
  const stop = new AbortController();
  const heard = createMemory();
  const readPulse = async () => ({ collectorAt: null, behindMs: null, trouble: null });
  const hub = createLiveHub({ url: stack.addresses.database, logger, readPulse });
  const ready = Promise.withResolvers<void>();
  const listen = async () => {
    for await (const message of hub.subscribe({ flows: correlationIds, signal: stop.signal })) {
      if (message.kind === 'resync') ready.resolve();
      if (message.kind === 'flows') for (const id of message.correlationIds) heard.note(id);
    }
  };
  const listening = listen();
  // Told once the connection to the database stands.
  await ready.promise;
  return {
    heardAt: heard.at,
    close: async () => {
      stop.abort();
      await listening;
      await hub.close();
    },
  };
}

/** The same as one tab hears it that follows these flows. */
export async function hearStream({ stack }: BenchStack, correlationIds: string[]): Promise<HeardFlows> {
  const stop = new AbortController();
  const heard = createMemory();
  const flows = ['*', ...correlationIds].join(',');
  const response = await fetch(`${stack.addresses.web}/api/live?flows=${flows}`, { signal: stop.signal });
  const reading = readLines(response, (line) => {
    for (const id of correlationIds) if (line.includes(id) && line.includes('"flows"')) heard.note(id);
  }).catch(() => undefined);
  return {
    heardAt: heard.at,
    close: async () => {
      stop.abort();
      await reading;
    },
  };
}

async function readLines(response: Response, onLine: (line: string) => void): Promise<void> {
  if (!response.ok || !response.body) throw new Error(`the live stream answered ${response.status}`);
  let rest = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) onLine(line);
  }
}

function createMemory() {
  const times = new Map<string, number[]>();
  return {
    note: (id: string) => {
      times.set(id, [...(times.get(id) ?? []), Date.now()]);
    },
    at: (id: string, since: number) => times.get(id)?.find((time) => time >= since) ?? null,
  };
}
