import type { ModuleItem } from '@swc/core';
import type { Checker, Finding } from './checker.ts';
import { type ParsedSource, parseSource } from './parse-source.ts';
import { projectFiles } from './project-files.ts';

/** Front doors (index.ts) list names and hold no code; what runs in the browser says so in its file name. */
export const frontDoors: Checker = {
  name: 'front doors',
  async run(root) {
    const paths = await projectFiles(root, ['.ts', '.tsx']);
    const sources = await Promise.all(paths.map((path) => parseSource(root, path)));
    const findings = sources.flatMap((source) => [...doorFindings(source), ...clientFindings(source)]);
    return { looked: sources.length, expected: paths.length, of: 'files', findings, notes: [] };
  },
};

function doorFindings(source: ParsedSource): Finding[] {
  if (!/(^|\/)index\.tsx?$/.test(source.path)) return [];
  return source.module.body.flatMap((item) => {
    const what = faultOf(item);
    if (!what) return [];
    const where = `${source.path}:${source.lineAt(item.span.start)}`;
    return [
      { where, what, mend: 'Write `export { name } from "./file.ts"`, one name after the other, and nothing else.' },
    ];
  });
}

function faultOf(item: ModuleItem): string | null {
  if (item.type === 'ExportAllDeclaration') return 'a front door with `export *` opens every name behind it';
  if (item.type === 'ExportNamedDeclaration' && item.source) return null;
  if (item.type === 'ImportDeclaration' && item.source.value === 'server-only') return null;
  return 'a front door holds code';
}

/** Next insists on these names for files that always run in the browser. */
const namedByNext = /(^|\/)(global-)?error\.tsx$/;

function clientFindings(source: ParsedSource): Finding[] {
  const first = source.module.body[0];
  const saysClient =
    first?.type === 'ExpressionStatement' &&
    first.expression.type === 'StringLiteral' &&
    first.expression.value === 'use client';
  const named = /\.client\.tsx?$/.test(source.path);
  if (saysClient === named || namedByNext.test(source.path)) return [];
  const mend = 'What runs in the browser begins with "use client" and is named *.client.tsx (or .client.ts).';
  return [{ where: source.path, what: saysClient ? 'says "use client"' : 'lacks "use client"', mend }];
}
