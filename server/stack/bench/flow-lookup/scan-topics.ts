import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { consumeBare } from '../ingest/consume-bare.ts';
import { topicNames } from '../traffic/make-flows.ts';
import type { BenchStack } from '../with-bench-stack.ts';

// Used where the machine has it.
const kcat = 'kcat';

export type Scan = { by: 'kcat' | 'bare consumer'; seconds: number };

/** What finding an id costs without an index: reading every record of the topics and looking into its value. */
export async function scanTopics(bench: BenchStack, events: number, id: string): Promise<Scan> {
  const hasKcat = await promisify(execFile)(kcat, ['-V']).then(
    () => true,
    () => false,
  );
  if (hasKcat) return { by: 'kcat', seconds: await scanByKcat(bench.stack.addresses.kafka, id) };
  const { seconds } = await consumeBare(bench, events, Buffer.from(id));
  return { by: 'bare consumer', seconds };
}

/** One kcat a topic, all at once, as fast as it reads. */
async function scanByKcat(broker: string, id: string): Promise<number> {
  const startedAt = performance.now();
  const wanted = Buffer.from(id);
  await Promise.all(
    topicNames.map(async (topic) => {
      const args = ['-b', broker, '-C', '-t', topic, '-o', 'beginning', '-e', '-q', '-f', '%h %s\n'];
      const child: ChildProcess = spawn(kcat, args, { stdio: ['ignore', 'pipe', 'ignore'] });
      child.stdout?.on('data', (chunk: Buffer) => chunk.includes(wanted));
      await once(child, 'close');
    }),
  );
  return (performance.now() - startedAt) / 1_000;
}
