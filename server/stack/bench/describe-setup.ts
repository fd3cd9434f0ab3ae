import { execFile } from 'node:child_process';
import { cpus, loadavg, release, type as systemType, totalmem } from 'node:os';
import { promisify } from 'node:util';
import { kafkaVersion, postgresMajor } from '../plan/defaults.ts';
import { projectRoot } from '../plan/stack-options.ts';

/** What a figure depends on besides the code: machine, system, versions, and which code it was. */
export async function describeSetup(): Promise<Record<string, unknown>> {
  const git = await promisify(execFile)('git', ['-C', projectRoot, 'describe', '--always', '--dirty']).catch(
    () => null,
  );
  return {
    at: new Date().toISOString(),
    commit: git?.stdout.trim() ?? null,
    system: `${systemType()} ${release()}`,
    cpu: cpus()[0]?.model ?? null,
    cores: cpus().length,
    memoryMb: Math.round(totalmem() / 2 ** 20),
    /** Of the last five minutes: above the number of cores the figures are of a machine that was busy otherwise. */
    load: Number((loadavg()[1] ?? 0).toFixed(1)),
    node: process.version,
    kafka: kafkaVersion,
    postgres: postgresMajor,
  };
}
