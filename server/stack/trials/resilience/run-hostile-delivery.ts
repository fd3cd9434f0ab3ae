import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from '../../plan/stack-options.ts';
import { startStack } from '../../start-stack.ts';
import type { TrialResult } from '../trial-result.ts';

export type HostileDelivery = { seed: number; orders: number; dataDir: string; portsFrom: number };

const outcomeSchema = z.object({ faults: z.array(z.string()), figures: z.record(z.string(), z.number()) });

/** Broker and database of its own, and the services in one process behind a relay that delivers badly. */
export async function runHostileDelivery({ seed, orders, dataDir, portsFrom }: HostileDelivery): Promise<TrialResult> {
  const stack = await startStack({ dataDir, portsFrom, only: ['kafka', 'postgres'] });
  try {
    const env = {
      ...process.env,
      TEST_KAFKA_BROKERS: stack.addresses.kafka,
      TEST_DATABASE_URL: stack.addresses.database,
      OTEL_SDK_DISABLED: 'true',
    };
    const entry = join(projectRoot, 'services/sample-hostile-main.ts');
    const output = await run([entry, '--seed', String(seed), '--orders', String(orders)], env);
    return outcomeSchema.parse(JSON.parse(output));
  } finally {
    await stack.stop();
  }
}

/** What it writes; throws when it ends badly. */
function run(args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn(process.execPath, args, { env, cwd: projectRoot, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(output) : reject(new Error(`${args[0]} ended with ${code}`))));
  });
}
