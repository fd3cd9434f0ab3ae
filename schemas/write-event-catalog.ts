import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventCatalogSource } from './event-catalog-source.ts';

writeFileSync(join(import.meta.dirname, 'event-catalog.ts'), eventCatalogSource(join(import.meta.dirname, 'events')));
