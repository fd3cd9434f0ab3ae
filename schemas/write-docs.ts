import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { allDocuments } from './documentation/all-documents.ts';

const folder = join(import.meta.dirname, 'docs');
rmSync(folder, { recursive: true, force: true });
for (const [path, text] of allDocuments()) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
