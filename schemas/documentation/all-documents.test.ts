import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Parser } from '@asyncapi/parser';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { listEvents, validateEvent } from '../dictionary.ts';
import { allDocuments, staleDocuments } from './all-documents.ts';
import { asyncApiDocument } from './asyncapi-document.ts';
import { exampleEvent, listEventFacts } from './event-facts.ts';

const folder = join(import.meta.dirname, '..', 'docs');
const wanted = allDocuments();

function writtenFiles(): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    entries.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8').replaceAll('\r\n', '\n')];
    }),
  );
}

/** What the specification's own parser has against a document: errors alone, each with its place. */
async function errorsOf(document: unknown): Promise<string[]> {
  const { diagnostics } = await new Parser().parse(JSON.stringify(document));
  return diagnostics
    .filter(({ severity }) => severity === 0)
    .map(({ path, message }) => `${path.join('/')}: ${message}`);
}

describe('generated documents', () => {
  test('a stale, a missing and an orphaned file are told', () => {
    const some = new Map([
      ['a.md', '1'],
      ['b.md', '1'],
    ]);
    expect(
      staleDocuments(
        new Map([
          ['a.md', '2'],
          ['c.md', '1'],
        ]),
        some,
      ),
    ).toEqual(['a.md is stale', 'b.md is missing', 'c.md belongs to nothing']);
  });

  test('stand there as they would be written now (else: node schemas/write-docs.ts)', () => {
    expect(staleDocuments(writtenFiles(), wanted)).toEqual([]);
  });

  test('show examples that are valid, envelope and all', () => {
    const examples = listEventFacts().flatMap((facts) =>
      facts.versions.map(({ version }) => exampleEvent(facts, version)),
    );
    expect(examples.map((example) => validateEvent(example)).filter(({ state }) => state !== 'valid')).toEqual([]);
  });

  test('hold a page for each event, with its fields, versions, topic, key and who tells and hears it', () => {
    const types = [...new Set(listEvents().map(({ type }) => type))];
    expect([...wanted.keys()].filter((path) => path.startsWith('events/'))).toEqual(
      types.map((type) => `events/${type}.md`),
    );
    const page = wanted.get('events/order.created.md') ?? '';
    for (const part of [
      '| told by | orders |',
      '`order-events`',
      '| key | order_id |',
      '| `items[].quantity` | integer | yes | 1 to 50 | how many |',
      '(`PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL`)',
      'Readers get version 1 lifted: `channel: "unknown"`, `quoted_from: "restaurants"`.',
    ]) {
      expect(page).toContain(part);
    }
  });

  test('hold the process, with deadlines, branches and what is undone', () => {
    const page = wanted.get('processes/order-lifecycle.md') ?? '';
    for (const part of [
      '| Food ready | 180 s |',
      '`restaurant_timeout`',
      'silence: Kitchen accepted',
      'The kitchen stops',
    ]) {
      expect(page).toContain(part);
    }
  });
});

// The parser takes seconds on a machine at rest, and much longer on one that is busy.
describe('the AsyncAPI document', { timeout: 180_000 }, () => {
  test('with a channel that is not there, and an event of another channel, does not pass the parser', async () => {
    const few = listEventFacts().filter(({ type }) => ['order.completed', 'loyalty.points_earned'].includes(type));
    const text = JSON.stringify(asyncApiDocument(few))
      .replaceAll('{"$ref":"#/channels/order-events"}', '{"$ref":"#/channels/nowhere"}')
      .replace(
        '"#/channels/loyalty-events/messages/loyalty.points_earned.v1"',
        '"#/channels/order-events/messages/order.completed.v1"',
      );
    const errors = (await errorsOf(JSON.parse(text))).join('\n');
    expect(errors).toContain("'#/channels/nowhere' does not exist");
    expect(errors).toContain('Operation message does not belong to the specified channel');
  });

  test('passes the parser of the specification', async () => {
    expect(await errorsOf(parse(wanted.get('asyncapi.yaml') ?? ''))).toEqual([]);
  });
});
