import { projectRoot } from '../plan/stack-options.ts';
import { consoleBuild } from '../web/build-task.ts';

/**
 * Builds the console beside other suites, with what processor they leave: the stack of the browser's tests finds it made.
 * Never throws: what goes wrong here is told by that stack, which tries it once more.
 */
export async function buildAhead(signal: AbortSignal): Promise<void> {
  const env: NodeJS.ProcessEnv = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' };
  await consoleBuild({ root: projectRoot, isPatient: true }, env)
    .task.run(signal)
    .catch(() => undefined);
}
