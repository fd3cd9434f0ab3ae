import { stringify } from 'yaml';
import { asyncApiDocument } from './asyncapi-document.ts';
import { listEventFacts } from './event-facts.ts';
import { eventPage } from './event-page.ts';
import { indexPage } from './index-page.ts';
import { processPage } from './process-page.ts';

/** Every generated file below `schemas/docs/`, path → text. */
export function allDocuments(): Map<string, string> {
  const events = listEventFacts();
  const note = '# Written by `node schemas/write-docs.ts` from schemas/; a test fails when it is stale.\n';
  return new Map([
    ['README.md', indexPage(events)],
    ['asyncapi.yaml', note + stringify(asyncApiDocument(events), { lineWidth: 0, aliasDuplicateObjects: false })],
    ['processes/order-lifecycle.md', processPage()],
    ...events.map((event): [string, string] => [`events/${event.type}.md`, eventPage(event)]),
  ]);
}

/** What is wrong with the files that stand there: stale, missing, or of no event any more. */
export function staleDocuments(written: ReadonlyMap<string, string>, wanted: ReadonlyMap<string, string>): string[] {
  const paths = [...new Set([...written.keys(), ...wanted.keys()])].sort();
  return paths.flatMap((path) => {
    if (!wanted.has(path)) return [`${path} belongs to nothing`];
    if (!written.has(path)) return [`${path} is missing`];
    return written.get(path) === wanted.get(path) ? [] : [`${path} is stale`];
  });
}
