import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = [
  '{app,schemas,server,public}/**/*',
  '{next.config.js,package.json,package-lock.json,tsconfig.json,instrumentation.ts,proxy.ts,.postcssrc.json}',
];
const NOT_BUILT = /\.test\.tsx?$|^server\/(stack|collector\.ts)/;

/** One hash over everything the production build of the console is made from. */
export function sourceHash(root: string): string {
  const hash = createHash('sha256');
  const files = SOURCES.flatMap((pattern) => globSync(pattern, { cwd: root, withFileTypes: true }));
  const paths = files.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const path of paths.sort()) {
    const name = path.slice(root.length + 1);
    if (NOT_BUILT.test(name)) continue;
    hash.update(`${name}\0`).update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}
