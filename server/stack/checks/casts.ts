import type { Checker, Finding } from './checker.ts';
import { isFunctionNode, type ParsedSource, parseSource, type SourceNode, walkNodes } from './parse-source.ts';
import { projectFiles } from './project-files.ts';

/** A cast is a promise the compiler cannot check: it lives in a small function, with the guarantee in a comment. */
export const casts: Checker = {
  name: 'casts',
  async run(root) {
    const paths = await projectFiles(root, ['.ts', '.tsx']);
    const sources = await Promise.all(paths.map((path) => parseSource(root, path)));
    const findings = sources.flatMap(unexplainedCasts);
    return { looked: sources.length, expected: paths.length, of: 'files', findings, notes: [] };
  },
};

function unexplainedCasts(source: ParsedSource): Finding[] {
  const lines = source.text.split('\n');
  const found: Finding[] = [];
  walkNodes(source, (node, ancestors) => {
    if (node.type !== 'TsAsExpression' && node.type !== 'TsTypeAssertion') return;
    if (isWidening(node) || isExplained(lines, ancestors)) return;
    const mend = 'Parse at the door (zod, ajv), or put it in a named function whose comment says why it holds.';
    found.push({ where: `${source.path}:${node.firstLine}`, what: 'a cast without its guarantee', mend });
  });
  return found;
}

/** `null as A | null`, `[] as A[]` and `x as unknown` take nothing on trust; `as const` is another kind of node. */
function isWidening({ fields }: SourceNode): boolean {
  const isNothing =
    hasType(fields.expression, 'NullLiteral') ||
    hasValue(fields.expression, 'undefined') ||
    isEmptyArray(fields.expression);
  const toUnknown = hasType(fields.typeAnnotation, 'TsKeywordType') && hasKind(fields.typeAnnotation, 'unknown');
  return isNothing || toUnknown;
}

function isExplained(lines: string[], ancestors: readonly SourceNode[]): boolean {
  const around = ancestors.filter(isFunctionNode).at(-1);
  if (!around) return false;
  const inside = lines.slice(around.firstLine - 1, around.lastLine);
  const above = lines[around.firstLine - 2]?.trim() ?? '';
  return above.startsWith('//') || above.endsWith('*/') || inside.some((line) => /(^|\s)(\/\/|\/\*)/.test(line));
}

function isEmptyArray(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('elements' in value)) return false;
  return Array.isArray(value.elements) && value.elements.length === 0;
}

function hasType(value: unknown, type: string): boolean {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === type;
}

function hasValue(value: unknown, word: string): boolean {
  return typeof value === 'object' && value !== null && 'value' in value && value.value === word;
}

function hasKind(value: unknown, kind: string): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind;
}
