import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPool } from '#server/platform/db/index.ts';
import { connectKafka, type KafkaConnection } from '#server/platform/kafka/index.ts';
import { createLogger, type Logger } from '#server/platform/logging/index.ts';
import type { RunningStack } from '../open-stack.ts';
import type { ProcessName } from '../plan/defaults.ts';
import { startStack } from '../start-stack.ts';
import { findPorts } from '../test-run/find-ports.ts';

/** A stack of the benchmark's own, with ways in beside the console. */
export type BenchStack = {
  stack: RunningStack;
  kafka: KafkaConnection;
  pool: ReturnType<typeof createPool>;
  logger: Logger;
  /** Of the process as it runs now; throws while it does not. */
  pidOf(name: ProcessName): number;
};

/** Runs `work` with a stack of these processes in a folder that is removed afterwards, also when it throws. */
export async function withBenchStack<T>(
  only: ProcessName[],
  say: (line: string) => void,
  work: (bench: BenchStack) => Promise<T>,
): Promise<T> {
  if (process.platform !== 'linux') throw new Error('This benchmark reads /proc, which only Linux has.');
  const dataDir = await mkdtemp(join(process.env.TEST_RUN_FOLDER ?? tmpdir(), 'nibble-bench-'));
  const report = { info: say, warn: say };
  const env = { ...process.env, NIBBLE_RETENTION_BYTES: String(100 * 2 ** 30) };
  const stack = await startStack({ dataDir, portsFrom: await findPorts(16), only, env, logger: report });
  const logger = createLogger({ name: 'bench', level: 'silent' });
  const { database: url, kafka: broker } = stack.addresses;
  const pool = createPool({ url, schema: 'console', applicationName: 'bench', max: 6 });
  const kafka = connectKafka({ brokers: [broker], clientId: 'bench', logger });
  const pidOf = (name: ProcessName) => {
    const pid = stack.views().find((view) => view.name === name)?.pid;
    if (!pid) throw new Error(`${name} does not run`);
    return pid;
  };
  try {
    return await work({ stack, kafka, pool, logger, pidOf });
  } finally {
    await pool.end();
    await stack.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}
