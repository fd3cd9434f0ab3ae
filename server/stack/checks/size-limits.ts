import type { Checker, CheckReport, Finding } from './checker.ts';
import { isFunctionNode, type ParsedSource, parseSource, type SourceNode, walkNodes } from './parse-source.ts';
import { projectFiles } from './project-files.ts';

const limits = { file: 400, function: 60, component: 150 };
const aims = { file: 150, function: 20 };

type Measured = { path: string; line: number; name: string; lines: number; kind: 'function' | 'component' };

/** Lines of files, functions and React components. Median size tells nothing; the tail is what hurts. */
export const sizeLimits: Checker = {
  name: 'sizes',
  async run(root) {
    const paths = await projectFiles(root, ['.ts', '.tsx']);
    const sources = await Promise.all(paths.map((path) => parseSource(root, path)));
    const functions = sources.flatMap(functionsIn);
    const findings = [...sources.flatMap(fileFinding), ...functions.flatMap(functionFinding)];
    return {
      looked: sources.length,
      expected: paths.length,
      of: 'files',
      findings,
      notes: aimNotes(sources, functions),
    };
  },
};

function fileFinding(source: ParsedSource): Finding[] {
  if (source.lines <= limits.file) return [];
  const what = `the file has ${source.lines} lines, ${limits.file} are allowed`;
  return [{ where: source.path, what, mend: 'Split it by verb or by subject.' }];
}

function functionFinding(measured: Measured): Finding[] {
  const limit = limits[measured.kind];
  if (measured.lines <= limit) return [];
  return [
    {
      where: `${measured.path}:${measured.line}`,
      what: `the ${measured.kind} ${measured.name} has ${measured.lines} lines, ${limit} are allowed`,
      mend: 'Give its parts names of their own; what needs the same values belongs in one of them.',
    },
  ];
}

function functionsIn(source: ParsedSource): Measured[] {
  const found: Measured[] = [];
  walkNodes(source, (node, ancestors) => {
    if (!isFunctionNode(node) || isSuite(source, ancestors)) return;
    const name = nameOf(node, ancestors.at(-1));
    const isComponent = source.path.endsWith('.tsx') && /^[A-Z]/.test(name);
    const kind = isComponent ? 'component' : 'function';
    found.push({ path: source.path, line: node.firstLine, name, lines: node.lastLine - node.firstLine + 1, kind });
  });
  return found;
}

/** `describe(…, () => { … })` only groups tests: each test inside is measured, the group is not. */
function isSuite(source: ParsedSource, ancestors: readonly SourceNode[]): boolean {
  const call = ancestors.at(-1);
  if (!/\.(test|spec)\.tsx?$/.test(source.path) || call?.type !== 'CallExpression') return false;
  return /\b(describe|suite)\b/.test(textOf(call.fields.callee));
}

function textOf(callee: unknown): string {
  return JSON.stringify(callee) ?? '';
}

function nameOf(node: SourceNode, parent: SourceNode | undefined): string {
  const named = [node.fields.identifier, node.fields.key, parent?.fields.id, parent?.fields.key];
  return named.map(textValue).find((name) => name !== null) ?? '(anonymous)';
}

function textValue(identifier: unknown): string | null {
  if (typeof identifier !== 'object' || identifier === null || !('value' in identifier)) return null;
  return typeof identifier.value === 'string' ? identifier.value : null;
}

function aimNotes(sources: ParsedSource[], functions: Measured[]): CheckReport['notes'] {
  const overFiles = sources.filter((source) => source.lines > aims.file);
  const overFunctions = functions.filter(({ kind, lines }) => kind === 'function' && lines > aims.function);
  const worst = [...overFiles].sort((a, b) => b.lines - a.lines).slice(0, 3);
  const named = worst.map((source) => `${source.path} ${source.lines}`).join(', ');
  const note = `${overFiles.length} files over the aim of ${aims.file} lines${named && ` (${named})`}, ${overFunctions.length} functions over ${aims.function}`;
  return [note];
}
