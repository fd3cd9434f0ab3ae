import { createProducer } from '#server/platform/kafka/index.ts';
import { StackProblem } from '../plan/stack-problem.ts';
import { connectToStack } from './connect-to-stack.ts';
import { type MadeEvent, makeEvent } from './make-event.ts';
import { readArgs, sayJson, type Verb } from './verb.ts';

const options = {
  version: { type: 'string' },
  key: { type: 'string' },
  set: { type: 'string', multiple: true },
  'dry-run': { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

export const publishEvent: Verb = {
  what: 'publishes an event by type, with a made-up payload that fits its schema',
  usage: `npm run nibble -- publish <type> [--set field=value]… [--key KEY] [--version N] [--dry-run] [--json]
It is told by "nibble", in a flow of its own; --dry-run only shows it.`,
  async run(args, find) {
    const { values, positionals } = readArgs(args, options, publishEvent.usage);
    const [type] = positionals;
    if (type === undefined) throw new StackProblem('Which event type?', publishEvent.usage);
    const version = values.version === undefined ? null : Number(values.version);
    const made = makeEvent({ type, version, key: values.key ?? null, set: values.set ?? [] }, new Date());
    if (values['dry-run']) {
      console.log(JSON.stringify(made.event, null, values.json ? 0 : 2));
      return 0;
    }
    const stack = await find();
    const at = await send(connectToStack(stack), made);
    if (values.json) sayJson({ ...made, ...at, offset: String(at.offset) });
    else {
      console.log(`${type} for ${made.key} stands at ${made.topic}/${at.partition}/${at.offset}`);
      console.log(`  see     ${stack.web}/flows/${String(made.event.correlation_id)}`);
    }
    return 0;
  },
};

async function send(kafka: ReturnType<typeof connectToStack>, { topic, key, event }: MadeEvent) {
  const { data: _data, ...envelope } = event;
  const headers = Object.fromEntries(Object.entries(envelope).map(([name, value]) => [name, String(value)]));
  const producer = createProducer(kafka);
  try {
    const [sent] = await producer.send(topic, [{ key, value: JSON.stringify(event), headers }]);
    return { partition: sent?.partition ?? -1, offset: sent?.baseOffset ?? -1n };
  } finally {
    await producer.close();
  }
}
