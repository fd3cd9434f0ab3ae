import { type ParsedSource, type SourceNode, walkNodes } from './parse-source.ts';

export type RestCall = { method: string; path: string; line: number };
type Text = { text: string; line: number; isSchema: boolean };

/** Every text of a file, templates with their holes as ?; `isSchema` when it is the value of a `schema:` property. */
export function textsIn(source: ParsedSource): Text[] {
  const texts: Text[] = [];
  walkNodes(source, (node) => {
    const line = node.firstLine;
    const text = textOf(node);
    if (text !== null) texts.push({ text, line, isSchema: false });
    const schema = node.type === 'ObjectExpression' ? textUnder(node.fields, 'schema') : null;
    if (schema !== null) texts.push({ text: schema, line, isSchema: true });
  });
  return texts;
}

/** The requests that a file sends by `callJson`, and the lines that ask in a way which no rule can hold to anything. */
export function restCalls(source: ParsedSource): { calls: RestCall[]; otherWays: { line: number; what: string }[] } {
  const calls: RestCall[] = [];
  const otherWays: { line: number; what: string }[] = [];
  walkNodes(source, (node) => {
    const line = node.firstLine;
    if (node.type === 'ImportDeclaration' && isClient(textField(node.fields.source))) {
      otherWays.push({ line, what: `imports ${textField(node.fields.source)}, a way to ask that no rule sees` });
    }
    if (node.type !== 'CallExpression') return;
    const { callee } = node.fields;
    const called = nameOf(callee) ?? nameOf(field(callee, 'property'));
    if (called === 'fetch') otherWays.push({ line, what: 'asks by fetch' });
    if (called !== 'callJson') return;
    const call = callOf(node);
    if (call) calls.push({ ...call, line });
    else otherWays.push({ line, what: 'asks by callJson without saying method and template as plain text' });
  });
  return { calls, otherWays };
}

const clients = [
  'node:http',
  'node:https',
  'node:http2',
  'http',
  'https',
  'undici',
  'axios',
  'got',
  'ky',
  'node-fetch',
];

function isClient(module: string | null): boolean {
  return module !== null && clients.includes(module);
}

function callOf({ fields }: SourceNode): { method: string; path: string } | null {
  const [argument] = listOf(fields.arguments);
  const asked = field(argument, 'expression');
  const method = textUnder(asked, 'method');
  const path = textUnder(asked, 'template');
  return method === null || path === null ? null : { method, path };
}

/** The text that an object literal holds under a key. */
function textUnder(literal: unknown, key: string): string | null {
  const property = listOf(field(literal, 'properties')).find((candidate) => nameOf(field(candidate, 'key')) === key);
  return textField(field(property, 'value'));
}

function textOf({ type, fields }: SourceNode): string | null {
  if (type === 'StringLiteral') return typeof fields.value === 'string' ? fields.value : null;
  if (type !== 'TemplateLiteral') return null;
  return listOf(fields.quasis)
    .map((part) => field(part, 'raw'))
    .join('?');
}

function textField(node: unknown): string | null {
  const value = field(node, 'value');
  return field(node, 'type') === 'StringLiteral' && typeof value === 'string' ? value : null;
}

/** The word that an identifier, or the key of a property, is. */
function nameOf(node: unknown): string | null {
  const name = field(node, 'value');
  return typeof name === 'string' ? name : null;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
