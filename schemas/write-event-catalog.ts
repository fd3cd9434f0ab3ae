import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventCatalogSources } from './event-catalog-sources.ts';

for (const [name, source] of Object.entries(eventCatalogSources(join(import.meta.dirname, 'events')))) {
  writeFileSync(join(import.meta.dirname, name), source);
}
