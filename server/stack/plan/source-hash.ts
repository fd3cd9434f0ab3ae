import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const NOT_RUN = /\.test\.tsx?$|\.md$|^server\/stack\//;

/** What the production build of the console is made from. */
export const consoleSources = [
  '{app,schemas,server,public}/**/*',
  '{next.config.js,package.json,package-lock.json,tsconfig.json,instrumentation.ts,proxy.ts,.postcssrc.json}',
];
/** What the Node processes run from. */
export const processSources = ['{schemas,server,services}/**/*.{ts,json}', '{package.json,package-lock.json}'];

/** One hash over these files of the project; tests, pages for readers and the stack itself are left out. */
export function sourceHash(root: string, patterns: string[]): string {
  const hash = createHash('sha256');
  const files = patterns.flatMap((pattern) => globSync(pattern, { cwd: root, withFileTypes: true }));
  const paths = files.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const path of paths.sort()) {
    const name = path.slice(root.length + 1);
    if (NOT_RUN.test(name)) continue;
    hash.update(`${name}\0`).update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex');
}
