import { sayProblem } from '../plan/say-problem.ts';
import { StackProblem } from '../plan/stack-problem.ts';
import { breakService, listFaults, mendServices, slowService } from './break-service.ts';
import { describeTopics } from './describe-topics.ts';
import { findStack } from './find-stack.ts';
import { followOrder } from './follow-order.ts';
import { cancelOrder, placeOrder } from './place-order.ts';
import { playScenario } from './play-scenario.ts';
import { publishEvent } from './publish-event.ts';
import { tailTopic } from './tail-topic.ts';
import type { Verb } from './verb.ts';

const verbs: Record<string, Verb> = {
  place: placeOrder,
  cancel: cancelOrder,
  follow: followOrder,
  publish: publishEvent,
  break: breakService,
  slow: slowService,
  mend: mendServices,
  faults: listFaults,
  scenario: playScenario,
  topics: describeTopics,
  tail: tailTopic,
};

/** `npm run nibble -- <verb>`: what a developer does with a stack that runs. Returns the exit code. */
export async function main([name, ...args]: string[]): Promise<number> {
  // It stays: what is written last may fail after the verb has returned.
  process.stdout.off('error', endWithReader).on('error', endWithReader);
  try {
    if (name === undefined || name === '--help' || name === 'help') return sayAll();
    const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
    if (!verb) throw new StackProblem(`There is no verb "${name}".`, 'npm run nibble -- --help');
    if (args.includes('--help')) return sayUsage(verb);
    return await verb.run(args, () => findStack(process.env));
  } catch (error) {
    sayProblem(error);
    return 1;
  }
}

/** `… | head` has read enough: there is nobody left to tell anything. */
function endWithReader(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
}

function sayAll(): number {
  console.log('npm run nibble -- <verb>, while a stack runs (npm start):\n');
  for (const [name, { what }] of Object.entries(verbs)) console.log(`  ${name.padEnd(9)} ${what}`);
  console.log('\nnpm run nibble -- <verb> --help says what a verb takes.');
  return 0;
}

function sayUsage({ what, usage }: Verb): number {
  console.log(`${what}\n\n${usage}`);
  return 0;
}
