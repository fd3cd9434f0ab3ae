import { isKeywords } from '../compatibility/json-schema.ts';
import envelope from '../envelope.json' with { type: 'json' };
import failureHeaders from '../failure-headers.json' with { type: 'json' };
import { listServices } from '../services.ts';
import topicsFile from '../topics.json' with { type: 'json' };
import { type EventFacts, topics } from './event-facts.ts';
import { fieldTable, generatedNote, retentionOf, table } from './event-page.ts';

/** The page that leads to all others. */
export function indexPage(events: readonly EventFacts[]): string {
  return [
    generatedNote,
    '# Events of Nibble',
    'The whole platform as AsyncAPI 3: [asyncapi.yaml](asyncapi.yaml). How they make one order: [processes/order-lifecycle.md](processes/order-lifecycle.md). How to write an event: [events/README.md](../events/README.md).',
    ...topics.flatMap((topic) => [
      `## ${topic.name}`,
      `${topic.description} Key: ${topic.key}. ${topic.partitions} partitions; kept: ${retentionOf(topic)}.`,
      table(
        ['event', 'versions', 'says', 'told by', 'heard by'],
        events.filter((event) => event.topic.name === topic.name).map(eventRow),
      ),
    ]),
    '## Services',
    table(['service', 'language', 'tells', 'hears', 'asks by REST'], serviceRows()),
    '## The envelope',
    envelope.description,
    isKeywords(envelope) ? fieldTable(envelope) : '',
    '## Retries and dead letters',
    `${topicsFile.retry.description} Waiting: ${topicsFile.retry.delaysMs.map((ms) => `${ms / 1_000} s`).join(', ')}.`,
    `${topicsFile.deadLetter.description} Kept: ${topicsFile.deadLetter.retentionMs / 86_400_000} days.`,
    failureHeaders.description,
    headerTable('On a record that is tried again', failureHeaders.retry),
    headerTable('On a dead letter', failureHeaders.deadLetter),
    headerTable('On a dead letter that is sent again', failureHeaders.replay),
    '',
  ].join('\n\n');
}

function headerTable(
  title: string,
  headers: readonly { name: string; isRequired: boolean; meaning: string }[],
): string {
  const rows = headers.map(({ name, isRequired, meaning }) => [`\`${name}\``, isRequired ? 'yes' : 'no', meaning]);
  return table([title, 'always', 'meaning'], rows);
}

function eventRow({ type, versions, newest, producers, consumers }: EventFacts): string[] {
  return [
    `[${type}](events/${type}.md)`,
    versions.map(({ version }) => version).join(', '),
    String(newest.description ?? ''),
    producers.join(', '),
    consumers.join(', ') || '–',
  ];
}

function serviceRows(): string[][] {
  return listServices().map(({ name, language, produces, consumes, calls }) => [
    name,
    language,
    produces.join(', '),
    consumes.join(', '),
    calls.map(({ service, method, path }) => `${method} ${path} of ${service}`).join(', ') || '–',
  ]);
}
