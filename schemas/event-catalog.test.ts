import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eventCatalogSources } from './event-catalog-sources.ts';

const withoutLayout = (source: string) => source.replace(/[\s,;|]+/g, '');
const sources = Object.entries(eventCatalogSources(join(import.meta.dirname, 'events')));

test.each(sources)('%s agrees with the schema files (else: node schemas/write-event-catalog.ts)', (name, source) => {
  const written = readFileSync(join(import.meta.dirname, name), 'utf8');
  expect(withoutLayout(written)).toBe(withoutLayout(source));
});
