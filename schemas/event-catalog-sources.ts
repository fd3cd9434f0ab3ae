import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The part of JSON Schema that becomes a TypeScript type; what is not here is checked by ajv alone. */
type SchemaNode = {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  required?: string[];
  properties?: Record<string, SchemaNode>;
  items?: SchemaNode;
};
type EventFile = { path: string; domain: string; type: string; version: number; schema: SchemaNode };

/** The texts of the two written files, by name, for the schemas under `folder` (…/events/<domain>/<type>.v<version>.json). */
export function eventCatalogSources(folder: string): Record<'event-files.ts' | 'event-catalog.ts', string> {
  const files = readEventFiles(folder);
  return { 'event-files.ts': listSource(files), 'event-catalog.ts': typesSource(files) };
}

const origin =
  '// Written by `node schemas/write-event-catalog.ts` from schemas/events; a test fails when it is stale.';

function listSource(files: EventFile[]): string {
  return [
    origin,
    ...files.map((file) => `import ${nameOf(file)} from './events/${file.path}' with { type: 'json' };`),
    '',
    '/** Every version of every event there is a schema for, oldest version first. */',
    'export const eventFiles: { type: string; version: number; domain: string; schema: object }[] = [',
    ...files.map(
      (file) =>
        `{ type: '${file.type}', version: ${file.version}, domain: '${file.domain}', schema: ${nameOf(file)} },`,
    ),
    '];',
    '',
  ].join('\n');
}

function typesSource(files: EventFile[]): string {
  const newest = [...new Map(files.map((file) => [file.type, file])).values()];
  return [
    origin,
    '/** The `data` of the newest version of each event. */',
    'export type EventData = {',
    ...newest.map((file) => `'${file.type}': ${typeOf(file.schema)};`),
    '};',
    '',
    '/** The newest version of each event. */',
    'export const newestVersion: { [Type in keyof EventData]: number } = {',
    ...newest.map((file) => `'${file.type}': ${file.version},`),
    '};',
    '',
  ].join('\n');
}

function readEventFiles(folder: string): EventFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.json'))
    .map((path) => readEventFile(folder, path))
    .sort((a, b) => a.domain.localeCompare(b.domain) || a.type.localeCompare(b.type) || a.version - b.version);
}

function readEventFile(folder: string, path: string): EventFile {
  const [, domain, type, version] = /^([a-z]+)\/([a-z_]+\.[a-z_]+)\.v(\d+)\.json$/.exec(path) ?? [];
  if (!domain || !type || !version) throw new Error(`schemas/events/${path} is not named <domain>/<type>.v<N>.json`);
  return { path, domain, type, version: Number(version), schema: JSON.parse(readFileSync(join(folder, path), 'utf8')) };
}

function nameOf({ type, version }: EventFile): string {
  return `${type.replace(/[._]([a-z])/g, (_, letter: string) => letter.toUpperCase())}V${version}`;
}

function typeOf(node: SchemaNode): string {
  if (node.const !== undefined) return literal(node.const);
  if (node.enum) return node.enum.map(literal).join(' | ');
  if (Array.isArray(node.type)) return node.type.map((type) => typeOf({ ...node, type })).join(' | ');
  if (node.type === 'object') return objectType(node);
  if (node.type === 'array') return `Array<${typeOf(node.items ?? {})}>`;
  if (node.type === 'integer') return 'number';
  return node.type ?? 'unknown';
}

function objectType({ properties = {}, required = [] }: SchemaNode): string {
  const fields = Object.entries(properties).map(([name, node]) => {
    return `${name}${required.includes(name) ? '' : '?'}: ${typeOf(node)};`;
  });
  return `{ ${fields.join(' ')} }`;
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : String(value);
}
