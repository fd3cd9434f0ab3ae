import { compareSchemas } from '../compatibility/compare-schemas.ts';
import { explainDifference } from '../compatibility/difference.ts';
import { isKeywords, type Keywords } from '../compatibility/json-schema.ts';
import { judgeVersion } from '../compatibility/judge-version.ts';
import lifecycle from '../processes/order-lifecycle.json' with { type: 'json' };
import { upcastData } from '../upcast-event.ts';
import { describeFields } from './describe-fields.ts';
import { type EventFacts, exampleEvent, type TopicFacts } from './event-facts.ts';

export const generatedNote =
  '<!-- Written by `node schemas/write-docs.ts` from schemas/; a test fails when it is stale. -->';

/** The Markdown page of one event type. */
export function eventPage(facts: EventFacts): string {
  const { type, newest, versions } = facts;
  const latest = versions.at(-1)?.version ?? 1;
  return [
    generatedNote,
    `# ${type}`,
    String(newest.description ?? ''),
    table(['', ''], factRows(facts)),
    `## Fields of \`data\`, version ${latest}`,
    fieldTable(newest),
    'Readers take fields that they do not know. What stands around `data` is in the [index](../README.md#the-envelope).',
    '## Example',
    `\`\`\`json\n${JSON.stringify(exampleEvent(facts, latest), null, 2)}\n\`\`\``,
    '## Versions',
    versions.map(({ version }) => versionPart(facts, version)).join('\n\n'),
    '',
  ].join('\n\n');
}

function factRows({ type, topic, producers, consumers, newest }: EventFacts): string[][] {
  const step = [...lifecycle.steps, ...lifecycle.ends].filter(({ event }) => event === type).map(({ label }) => label);
  return [
    ['title', String(newest.title ?? type)],
    ['told by', producers.join(', ') || 'nobody yet'],
    ['heard by', consumers.join(', ') || 'nobody: it is for the record'],
    ['topic', `\`${topic.name}\`, ${topic.partitions} partitions`],
    ['key', topic.key],
    ['kept', retentionOf(topic)],
    ['compatibility', `${topic.level}, ${topic.policy}`],
    ...(step.length > 0 ? [['in the order process', step.join(', ')]] : []),
  ];
}

export function retentionOf({ retentionMs, cleanup }: TopicFacts): string {
  const days = retentionMs / 86_400_000;
  const time = retentionMs < 0 ? 'without end' : `${days} days`;
  return cleanup === 'compact' ? `the latest of each key, ${time} (compacted)` : `${time}, then deleted`;
}

export function fieldTable(schema: Keywords): string {
  const rows = describeFields(schema).map(({ path, type, isRequired, limits, meaning }) => [
    `\`${path}\``,
    type,
    isRequired ? 'yes' : 'no',
    limits.join('; '),
    meaning,
  ]);
  return table(['field', 'type', 'required', 'limits', 'meaning'], rows);
}

function versionPart(facts: EventFacts, version: number): string {
  const { type, topic, versions } = facts;
  const path = `events/${topic.domain}/${type}.v${version}.json`;
  const file = `[${type}.v${version}.json](../../${path})`;
  const older = versions.filter((known) => known.version < version);
  const previous = older.at(-1);
  const current = versions.find((known) => known.version === version);
  if (!previous || !current) return `**${version}**: ${file}`;
  const differences = compareSchemas(previous.schema, current.schema, topic.policy).filter(
    ({ code }) => code !== 'ID_CHANGED',
  );
  const verdict = judgeVersion(current.schema, older, topic) ? 'breaks' : 'keeps';
  return [
    `**${version}**: ${file}; ${verdict} ${topic.level} (${topic.policy}). Since version ${previous.version}:`,
    '',
    ...differences.map((found) => `- \`${found.path}\` ${explainDifference(found)} (\`${found.code}\`)`),
    ...liftedPart(type, previous),
  ].join('\n');
}

/** What the upcaster says where the older version said nothing. */
function liftedPart(type: string, { version, schema }: { version: number; schema: Keywords }): string[] {
  const example: unknown = Array.isArray(schema.examples) ? schema.examples[0] : undefined;
  if (!isKeywords(example)) return [];
  const lifted = Object.entries(upcastData(type, version, example)).filter(([name]) => !Object.hasOwn(example, name));
  if (lifted.length === 0) return [];
  const said = lifted.map(([name, value]) => `\`${name}: ${JSON.stringify(value)}\``).join(', ');
  return ['', `Readers get version ${version} lifted: ${said}.`];
}

export function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
