import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../plan/stack-options.ts';
import { StackProblem } from '../plan/stack-problem.ts';
import { readArgs, type Verb } from './verb.ts';

const options = { seed: { type: 'string' }, 'per-minute': { type: 'string' } } as const;

export const playScenario: Verb = {
  what: 'lives through a day with faults: lunch-rush, payment-outage, bad-release, lost-driver',
  usage: `npm run nibble -- scenario <name> [--seed N] [--per-minute 60]
Sends customers beside those of the stack, breaks services by their own doors, and mends them at the end or by Ctrl-C.`,
  async run(args, find) {
    const { values, positionals } = readArgs(args, options, playScenario.usage);
    const [name] = positionals;
    if (name === undefined) throw new StackProblem('Which scenario?', playScenario.usage);
    const { services } = await find();
    const entry = join(projectRoot, 'services/traffic/main.ts');
    if (services.size === 0 || !existsSync(entry)) {
      throw new StackProblem('The console runs alone here, without services.', 'npm start');
    }
    const flags = Object.entries(values).flatMap(([flag, value]) => [`--${flag}`, String(value)]);
    const doors = [...services].map(([service, door]) => [`${service.toUpperCase()}_URL`, door]);
    return await runTraffic([entry, '--scenario', name, ...flags], Object.fromEntries(doors));
  },
};

/** Waits for it even when Ctrl-C came: it mends first. */
function runTraffic(args: string[], doors: NodeJS.ProcessEnv): Promise<number> {
  const env = { LOG_FORMAT: 'pretty', ...process.env, ...doors };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'inherit', 'inherit'] });
  const pass = () => child.kill('SIGTERM');
  process.on('SIGINT', pass);
  process.on('SIGTERM', pass);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
