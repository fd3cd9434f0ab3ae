import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { type Flow, flow } from '#schemas/api/flow.ts';
import { flowList } from '#schemas/api/flow-list.ts';
import { StackProblem } from '../plan/stack-problem.ts';
import { callDoor } from './call-door.ts';
import { listenToFlow } from './listen-to-flow.ts';
import { fieldOf, tellData } from './tell-record.ts';
import { readArgs, sayJson, type Verb } from './verb.ts';

const record = z.looseObject({ value: z.looseObject({ encoding: z.string(), text: z.string() }).nullable() });
const indexedWithinMs = 15_000;
/** After its end a flow still has figures and notices to come. */
const quietMs = 4_000;

export const followOrder: Verb = {
  what: 'follows an order in the terminal, live, to its end',
  usage: `npm run nibble -- follow <order or any id of its flow> [--json]`,
  async run(args, find) {
    const { values, positionals } = readArgs(args, { json: { type: 'boolean' } }, followOrder.usage);
    const [id] = positionals;
    if (id === undefined) throw new StackProblem('Follow which order?', followOrder.usage);
    const { web } = await find();
    if (web === '')
      throw new StackProblem('There is no console in this stack, which knows where orders are.', 'npm start');
    const correlationId = await findFlow(web, id);
    const last = await follow(web, correlationId, values.json === true);
    if (!values.json) console.log(`\n${last.story}`);
    return 0;
  },
};

/** An order that was just placed may not be indexed yet. */
async function findFlow(web: string, id: string): Promise<string> {
  const deadline = performance.now() + indexedWithinMs;
  for (;;) {
    const { items } = await callDoor(`${web}/api/flows?limit=1&q=${encodeURIComponent(id)}`, flowList);
    const [found] = items;
    if (found) return found.correlationId;
    if (performance.now() > deadline) throw new StackProblem(`No flow has the id ${id}.`, 'npm run nibble -- place');
    await delay(500);
  }
}

async function follow(web: string, correlationId: string, asJson: boolean): Promise<Flow> {
  const url = `${web}/api/flows/${encodeURIComponent(correlationId)}`;
  const seen = new Set<string>();
  const news = listenToFlow(web, correlationId);
  try {
    for (;;) {
      const now = await callDoor(url, flow);
      for (const event of now.events.filter((one) => !seen.has(one.record))) {
        seen.add(event.record);
        await sayEvent(web, event, asJson);
      }
      const isOver = now.status === 'done' || now.status === 'failed';
      if ((await news.next(isOver ? quietMs : quietMs * 2)) === 'quiet' && isOver) return now;
    }
  } finally {
    news.stop();
  }
}

async function sayEvent(web: string, event: Flow['events'][number], asJson: boolean): Promise<void> {
  if (asJson) return sayJson(event);
  const { value } = await callDoor(`${web}/api/records/${event.record}`, record);
  const told = value?.encoding === 'utf8' ? tellData(dataOf(value.text)) : '';
  const trouble = event.problems.length > 0 ? `  ! ${event.problems.join('; ')}` : '';
  const type = `${event.type ?? event.topic}${event.version !== null && event.version > 1 ? ` v${event.version}` : ''}`;
  console.log(
    `${event.time.slice(11, 23)}  ${(event.service ?? '?').padEnd(13)} ${type.padEnd(28)} ${told}${trouble}`.trimEnd(),
  );
}

function dataOf(text: string): unknown {
  try {
    return fieldOf(JSON.parse(text), 'data');
  } catch {
    return undefined;
  }
}
