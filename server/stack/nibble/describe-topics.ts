import { listEvents } from '#schemas/dictionary.ts';
import topicsFile from '#schemas/topics.json' with { type: 'json' };
import { type Admin, createAdmin } from '#server/platform/kafka/index.ts';
import { StackProblem } from '../plan/stack-problem.ts';
import { connectToStack } from './connect-to-stack.ts';
import { readArgs, sayJson, type Verb } from './verb.ts';

type PartitionView = { partition: number; from: bigint; to: bigint };
type TopicView = { topic: string; partitions: PartitionView[]; records: bigint; settings: Record<string, string> };

export const describeTopics: Verb = {
  what: 'lists the topics, or describes one',
  usage: `npm run nibble -- topics [topic] [--json]
Records are those still kept; a compacted topic may hold fewer.`,
  async run(args, find) {
    const { values, positionals } = readArgs(args, { json: { type: 'boolean' } }, describeTopics.usage);
    const [wanted] = positionals;
    const admin = createAdmin(connectToStack(await find()));
    try {
      const names = await admin.listTopics();
      if (wanted !== undefined && !names.includes(wanted)) throw noTopic(wanted);
      const views = await readTopics(admin, wanted === undefined ? names : [wanted]);
      for (const view of views) {
        if (values.json) sayJson(asJson(view));
        else if (wanted === undefined) console.log(line(view));
        else sayTopic(view);
      }
      return 0;
    } finally {
      await admin.close();
    }
  },
};

export function noTopic(name: string): StackProblem {
  return new StackProblem(`There is no topic ${name}.`, 'npm run nibble -- topics');
}

async function readTopics(admin: Admin, names: string[]): Promise<TopicView[]> {
  const partitions = await admin.partitionsOf(names);
  const [starts, ends] = await Promise.all([admin.logStarts(partitions), admin.logEnds(partitions)]);
  const settings = await admin.topicSettings(names);
  return names.map((topic) => {
    const views = ends
      .filter((end) => end.topic === topic)
      .map(({ partition, offset }) => {
        const start = starts.find((one) => one.topic === topic && one.partition === partition);
        return { partition, from: start?.offset ?? 0n, to: offset };
      })
      .sort((a, b) => a.partition - b.partition);
    const records = views.reduce((sum, { from, to }) => sum + to - from, 0n);
    return {
      topic,
      partitions: views,
      records,
      settings: Object.fromEntries(Object.entries(settings.get(topic) ?? {})),
    };
  });
}

function line({ topic, partitions, records }: TopicView): string {
  const told = topicsFile.topics.find(({ name }) => name === topic)?.description ?? '';
  return `${topic.padEnd(44)} ${String(partitions.length).padStart(2)} partitions ${String(records).padStart(9)} records  ${told}`.trimEnd();
}

function sayTopic(view: TopicView): void {
  console.log(line(view));
  const ours = topicsFile.topics.find(({ name }) => name === view.topic);
  if (ours) console.log(`  key        ${ours.key}`);
  for (const [name, value] of Object.entries(view.settings)) console.log(`  ${name.padEnd(10)} ${value}`);
  const events = listEvents().filter(({ topic }) => topic === view.topic);
  for (const { type, version } of events) console.log(`  event      ${type} v${version}`);
  for (const { partition, from, to } of view.partitions) console.log(`  partition  ${partition}: ${from} to ${to}`);
}

function asJson({ partitions, records, ...view }: TopicView) {
  const told = partitions.map(({ partition, from, to }) => ({ partition, from: String(from), to: String(to) }));
  return { ...view, records: String(records), partitions: told };
}
