import { setTimeout as delay } from 'node:timers/promises';
import {
  createAdmin,
  createLogReader,
  type KafkaConnection,
  type KafkaRecord,
  type TopicPartition,
} from '#server/platform/kafka/index.ts';
import { StackProblem } from '../plan/stack-problem.ts';
import { connectToStack } from './connect-to-stack.ts';
import { noTopic } from './describe-topics.ts';
import { tellRecord } from './tell-record.ts';
import { readArgs, sayJson, type Verb } from './verb.ts';

const options = { 'from-start': { type: 'boolean' }, count: { type: 'string' }, json: { type: 'boolean' } } as const;
const pauseMs = 250;

export const tailTopic: Verb = {
  what: 'shows the records of a topic as they come',
  usage: `npm run nibble -- tail <topic> [--from-start] [--count N] [--json]
Without a group, so nobody's position moves. Ctrl-C ends it, or N records.`,
  async run(args, find) {
    const { values, positionals } = readArgs(args, options, tailTopic.usage);
    const [topic] = positionals;
    if (topic === undefined) throw new StackProblem('Which topic?', tailTopic.usage);
    const kafka = connectToStack(await find());
    const places = await placesOf(kafka, topic, values['from-start'] === true);
    let left = values.count === undefined ? Number.POSITIVE_INFINITY : Number(values.count);
    for await (const record of recordsFrom(kafka, places)) {
      if (values.json) sayJson(asJson(record));
      else console.log(tellRecord(record));
      left -= 1;
      if (left <= 0) break;
    }
    return 0;
  },
};

type Place = TopicPartition & { next: bigint };

async function placesOf(kafka: KafkaConnection, topic: string, fromStart: boolean): Promise<Place[]> {
  const admin = createAdmin(kafka);
  try {
    const partitions = await admin.partitionsOf([topic]);
    if (partitions.length === 0) throw noTopic(topic);
    const offsets = fromStart ? await admin.logStarts(partitions) : await admin.logEnds(partitions);
    return offsets.map(({ partition, offset }) => ({ topic, partition, next: offset }));
  } finally {
    await admin.close();
  }
}

async function* recordsFrom(kafka: KafkaConnection, places: Place[]): AsyncGenerator<KafkaRecord> {
  const reader = createLogReader(kafka);
  try {
    for (;;) {
      const found: KafkaRecord[] = [];
      for (const place of places) {
        const { records, next } = await reader.read(place, place.next);
        place.next = next;
        found.push(...records);
      }
      yield* found.sort((a, b) => Number(a.timestamp - b.timestamp));
      if (found.length === 0) await delay(pauseMs);
    }
  } finally {
    await reader.close();
  }
}

function asJson({ timestamp, offset, key, value, headers, ...place }: KafkaRecord) {
  return {
    ...place,
    offset: String(offset),
    timestamp: new Date(Number(timestamp)).toISOString(),
    key: key?.toString() ?? null,
    headers: Object.fromEntries(headers.map(([name, content]) => [name, content?.toString() ?? null])),
    value: value?.toString() ?? null,
  };
}
