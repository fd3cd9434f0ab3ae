import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TaskSpec } from '../supervisor/process-spec.ts';
import { runCommand } from '../supervisor/run-command.ts';
import type { StackOptions } from './stack-options.ts';
import { StackProblem } from './stack-problem.ts';

/** Creates the topics of the reference services before any of them starts; nothing when they are not part of the stack. */
export function topicsTask(options: StackOptions, env: NodeJS.ProcessEnv): TaskSpec[] {
  const command = join(options.root, 'services/_kit/create-topics.ts');
  if (!options.services || !existsSync(command)) return [];
  const run = async (signal: AbortSignal) => {
    const done = await runCommand(process.execPath, [command], { env, cwd: options.root, timeoutMs: 60_000, signal });
    if (done.code === 0 || signal.aborted) return;
    throw new StackProblem(`The topics could not be created:\n${done.output.trim()}`, `node ${command}`);
  };
  return [{ name: 'topics', after: ['kafka'], run }];
}
