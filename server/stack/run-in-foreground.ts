import { openStack, type RunningStack, type StackReport } from './open-stack.ts';
import { sayProblem } from './plan/say-problem.ts';
import type { StackOptions } from './plan/stack-options.ts';

/** Ctrl-C arrives twice, from the terminal and passed on by the launcher; a later one is a second wish. */
const SAME_WISH_MS = 1000;

/** Runs a stack until a signal asks it to stop. Returns the exit code of the command. */
export async function runInForeground(
  readOptions: () => StackOptions,
  { report = plainReport, onOpen }: { report?: StackReport; onOpen?: (stack: RunningStack) => void } = {},
): Promise<number> {
  const began = performance.now();
  const wish = listenForStop();
  try {
    const stack = await Promise.race([openStack(readOptions(), report), wish.first]);
    if (stack === null) return 130;
    wish.onForce = () => stack.stop(true);
    onOpen?.(stack);
    const outcome = await Promise.race([stack.started.then(() => 'started' as const), wish.first]);
    if (outcome === 'started') {
      sayStarted(stack, began);
      await wish.first;
    }
    report.say('stopping …');
    await stack.stop();
    report.say('stopped; nothing runs any more');
    return 0;
  } catch (error) {
    sayProblem(error);
    return 1;
  }
}

const plainReport: StackReport = {
  say: (line) => console.log(`  ${line}`),
  warn: (line) => console.warn(`  ! ${line}`),
};

function listenForStop(): { first: Promise<null>; onForce: () => void } {
  const { promise, resolve } = Promise.withResolvers<null>();
  const wish = { first: promise, onForce: () => undefined as unknown };
  let firstAt = 0;
  const heard = () => {
    if (firstAt === 0) firstAt = Date.now();
    else if (Date.now() - firstAt > SAME_WISH_MS) wish.onForce();
    resolve(null);
  };
  // With the terminal gone, what we say goes nowhere; the stack must be stopped all the same.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, heard);
  return wish;
}

function sayStarted(stack: RunningStack, began: number): void {
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const web = stack.processes.find(({ name }) => name === 'web');
  console.log(`  everything is ready (${seconds} s); Ctrl-C stops it`);
  console.log(`\n  ${web?.address ? `Nibble Console: ${web.address}` : `Kafka: ${stack.addresses.kafka}`}\n`);
}
