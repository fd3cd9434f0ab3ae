import { z } from 'zod';
import { StackProblem } from '../plan/stack-problem.ts';
import { callDoor } from './call-door.ts';
import { doorOf, type StackDoors } from './find-stack.ts';
import { parseFault } from './parse-fault.ts';
import { readArgs, sayJson, type Verb } from './verb.ts';

const fault = z.object({ name: z.string(), share: z.number(), ms: z.number(), until: z.string() });
const faults = z.object({ known: z.record(z.string(), z.string()), items: z.array(fault) });
const json = { json: { type: 'boolean' } } as const;

export const breakService: Verb = {
  what: 'breaks something on purpose; it mends itself',
  usage: `npm run nibble -- break <service> <fault> [30s] [500ms] [20%] [--json]
A time is how long it lasts (60 s when not said; with slow, ms are how long each event waits), a share is of keys.
npm run nibble -- faults lists what each service knows.`,
  async run(args, find) {
    const { values, positionals } = readArgs(args, json, breakService.usage);
    const [service, name, ...words] = positionals;
    if (service === undefined || name === undefined) throw new StackProblem('Break what, and how?', breakService.usage);
    const body = parseFault(name, words);
    const url = `${doorOf(await find(), service)}/faults/${encodeURIComponent(name)}`;
    const begun = await callDoor(url, fault, { method: 'PUT', body });
    if (values.json) sayJson({ service, ...begun });
    else console.log(`${service}: ${toldFault(begun)}`);
    return 0;
  },
};

export const slowService: Verb = {
  what: 'slows a service down: each event waits',
  usage: 'npm run nibble -- slow <service> [500ms] [30s] [--json]',
  run([service, ...args], find) {
    if (service === undefined) throw new StackProblem('Slow down what?', slowService.usage);
    return breakService.run([service, 'slow', ...args], find);
  },
};

export const mendServices: Verb = {
  what: 'ends the faults of one service, or of all',
  usage: 'npm run nibble -- mend [service]',
  async run(args, find) {
    const { positionals } = readArgs(args, {}, mendServices.usage);
    const stack = await find();
    const [only] = positionals;
    const doors = only === undefined ? [...stack.services] : [[only, doorOf(stack, only)] as const];
    const outcomes = await Promise.allSettled(
      doors.map(([, door]) => callDoor(`${door}/faults`, z.null(), { method: 'DELETE' })),
    );
    let code = 0;
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.status === 'fulfilled') continue;
      code = 1;
      console.error(
        `${doors[index]?.[0]}: ${outcome.reason instanceof StackProblem ? outcome.reason.sentence : outcome.reason}`,
      );
    }
    if (code === 0) console.log(`${only ?? 'Everything'} is whole again.`);
    return code;
  },
};

export const listFaults: Verb = {
  what: 'lists what is broken now, and what could be',
  usage: 'npm run nibble -- faults [service] [--json]',
  async run(args, find) {
    const { values, positionals } = readArgs(args, json, listFaults.usage);
    const stack = await find();
    const names = positionals.length > 0 ? positionals : [...stack.services.keys()];
    for (const name of names) {
      const told = await readFaults(stack, name);
      if (values.json) sayJson({ service: name, ...told });
      else sayFaults(name, told);
    }
    return 0;
  },
};

type Told = z.output<typeof faults> | { problem: string };

/** One service that does not answer is one line, not the end of the list. */
async function readFaults(stack: StackDoors, name: string): Promise<Told> {
  try {
    return await callDoor(`${doorOf(stack, name)}/faults`, faults);
  } catch (error) {
    if (error instanceof StackProblem && stack.services.has(name)) return { problem: error.sentence };
    throw error;
  }
}

function sayFaults(name: string, told: Told): void {
  console.log(name);
  if ('problem' in told) {
    console.log(`  ${told.problem}`);
    return;
  }
  for (const [known, effect] of Object.entries(told.known)) {
    const now = told.items.find((item) => item.name === known);
    console.log(`  ${known.padEnd(15)} ${now ? `NOW ${toldFault(now)}` : effect}`);
  }
}

function toldFault({ name, share, ms, until }: z.output<typeof fault>): string {
  const how = name === 'slow' ? `, ${ms} ms an event` : '';
  return `${name}${how}, ${Math.round(share * 100)} % of keys, until ${new Date(until).toLocaleTimeString('en-GB')}`;
}
