import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Module, parse } from '@swc/core';

/** A node of the syntax tree with the lines it stands on, counted from 1. */
export type SourceNode = { type: string; fields: Record<string, unknown>; firstLine: number; lastLine: number };

export type ParsedSource = { path: string; text: string; lines: number; module: Module; lineAt(byte: number): number };

const functionTypes = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ClassMethod',
  'PrivateMethod',
  'Constructor',
  'MethodProperty',
]);

export function isFunctionNode({ type }: SourceNode): boolean {
  return functionTypes.has(type);
}

/** Parses one TypeScript file of the tree at `root`. Throws, naming the file, where it is not TypeScript. */
export async function parseSource(root: string, path: string): Promise<ParsedSource> {
  const text = await readFile(join(root, path), 'utf8');
  const module = await parse(text, { syntax: 'typescript', tsx: path.endsWith('.tsx') }).catch((cause: unknown) => {
    throw new Error(`${path} cannot be parsed`, { cause });
  });
  const starts = lineStarts(text);
  return { path, text, lines: countLines(text), module, lineAt: (byte) => lineAt(starts, byte) };
}

/** Walks every node below `root`, parents first; `ancestors` runs from the outermost to the direct parent. */
export function walkNodes(
  source: ParsedSource,
  visit: (node: SourceNode, ancestors: readonly SourceNode[]) => void,
  root: unknown = source.module.body,
): void {
  walk(source, root, [], visit);
}

function walk(
  source: ParsedSource,
  value: unknown,
  ancestors: readonly SourceNode[],
  visit: (node: SourceNode, ancestors: readonly SourceNode[]) => void,
): void {
  if (typeof value !== 'object' || value === null) return;
  const node = asNode(source, value);
  if (node) visit(node, ancestors);
  const below = node ? [...ancestors, node] : ancestors;
  for (const child of Object.values(value)) walk(source, child, below, visit);
}

function asNode(source: ParsedSource, value: object): SourceNode | null {
  const fields: Record<string, unknown> = Object.fromEntries(Object.entries(value));
  const span = fields.span;
  if (typeof fields.type !== 'string' || !isSpan(span)) return null;
  const lastByte = Math.max(span.start, span.end - 1);
  return { type: fields.type, fields, firstLine: source.lineAt(span.start), lastLine: source.lineAt(lastByte) };
}

function isSpan(value: unknown): value is { start: number; end: number } {
  return typeof value === 'object' && value !== null && 'start' in value && 'end' in value;
}

function countLines(text: string): number {
  const lines = text.split('\n').length;
  return text.endsWith('\n') ? lines - 1 : lines;
}

/** The parser counts bytes of UTF-8 from 1, not UTF-16 units. */
function lineStarts(text: string): number[] {
  const starts = [1];
  for (const line of text.split('\n')) starts.push((starts.at(-1) ?? 1) + Buffer.byteLength(line) + 1);
  return starts;
}

function lineAt(starts: number[], byte: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= byte) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}
