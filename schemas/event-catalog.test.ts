import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eventCatalogSource } from './event-catalog-source.ts';

const withoutLayout = (source: string) => source.replace(/[\s,;|]+/g, '');

test('the catalog agrees with the schema files (else: node schemas/write-event-catalog.ts)', () => {
  const written = readFileSync(join(import.meta.dirname, 'event-catalog.ts'), 'utf8');
  expect(withoutLayout(written)).toBe(withoutLayout(eventCatalogSource(join(import.meta.dirname, 'events'))));
});
