import { createInterface } from 'node:readline/promises';
import { examine } from './doctor/examine.ts';
import { sayProblem } from './plan/say-problem.ts';
import { dataFolderOf, readStackOptions } from './plan/stack-options.ts';
import { StackProblem } from './plan/stack-problem.ts';
import { removeData } from './supervisor/remove-data.ts';
import { showStatus } from './supervisor/show-status.ts';
import { stopStack } from './supervisor/stop-stack.ts';

const verbs: Record<string, (args: string[]) => Promise<number>> = { status, stop, doctor, reset };

/** `npm run stack -- status [--json] | stop | doctor | reset [--yes]`. Returns the exit code. */
export async function main([verb = 'status', ...args]: string[]): Promise<number> {
  try {
    const run = verbs[verb];
    if (run) return await run(args);
    throw new StackProblem(`There is no "${verb}" here.`, `npm run stack -- ${Object.keys(verbs).join(' | ')}`);
  } catch (error) {
    sayProblem(error);
    return 1;
  }
}

async function status(args: string[]): Promise<number> {
  return showStatus(dataFolderOf(process.env), args.includes('--json'));
}

async function stop(): Promise<number> {
  console.log(await stopStack(dataFolderOf(process.env)));
  return 0;
}

function doctor(): Promise<number> {
  return examine(readStackOptions([], process.env));
}

async function reset(args: string[]): Promise<number> {
  const folder = dataFolderOf(process.env);
  if (!args.includes('--yes') && !(await isSure(folder))) {
    console.log('Nothing was removed.');
    return 1;
  }
  console.log(await removeData(folder));
  return 0;
}

async function isSure(folder: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new StackProblem('Nobody is there to be asked whether to remove the data.', 'npm run stack -- reset --yes');
  }
  const ask = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await ask.question(`Remove all topics, flows and logs under ${folder}? [y/N] `);
  ask.close();
  return /^y(es)?$/i.test(answer.trim());
}
