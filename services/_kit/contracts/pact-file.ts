import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const folder = new URL('../../../schemas/contracts/', import.meta.url);

const interactionSchema = z.looseObject({
  description: z.string(),
  contents: z.looseObject({ content: z.unknown() }).optional(),
  request: z.looseObject({ method: z.string(), path: z.string() }).optional(),
  response: z.looseObject({ status: z.int(), body: z.looseObject({ content: z.unknown() }).optional() }).optional(),
});
const pactSchema = z.looseObject({ interactions: z.array(interactionSchema) });
export type PactInteraction = z.infer<typeof interactionSchema>;

export function contractPath(name: string): string {
  return fileURLToPath(new URL(`${name}.json`, folder));
}

/** The names of all committed pacts; the matrix is none. */
export async function listPacts(): Promise<string[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json') && file !== 'matrix.json');
  return files.map((file) => file.slice(0, -'.json'.length)).sort();
}

/** The interactions of a committed pact; null when there is no such file. */
export async function readPact(name: string): Promise<PactInteraction[] | null> {
  const text = await readFile(contractPath(name), 'utf8').catch(() => null);
  return text === null ? null : pactSchema.parse(JSON.parse(text)).interactions;
}

/** A pact as it is committed: always in the same order, and without the versions of the tools that wrote it. */
export function canonicalPact(text: string): string {
  const { interactions, ...rest } = pactSchema.parse(JSON.parse(text));
  const sorted = interactions.toSorted((one, other) => (one.description < other.description ? -1 : 1));
  return canonicalJson({ ...rest, interactions: sorted, metadata: { pactSpecification: { version: '4.0' } } });
}

export function canonicalJson(value: unknown): string {
  return `${JSON.stringify(value, (_, inner: unknown) => (isRecord(inner) ? inOrder(inner) : inner), 2)}\n`;
}

/**
 * Holds a contract against its committed file. Throws when the file is stale; with NIBBLE_WRITE_CONTRACTS=1 writes it
 * instead.
 */
export async function keepContract(name: string, text: string): Promise<void> {
  const path = contractPath(name);
  const committed = await readFile(path, 'utf8').catch(() => null);
  if (committed === text) return;
  if (process.env.NIBBLE_WRITE_CONTRACTS !== '1') throw staleContract(name, committed, text);
  await mkdir(folder, { recursive: true });
  await writeFile(path, text);
}

function staleContract(name: string, committed: string | null, text: string): Error {
  const old = (committed ?? '').split('\n');
  const lines = text.split('\n');
  const at = lines.findIndex((line, index) => line !== old[index]);
  const where = committed === null ? 'it is not there' : `line ${at + 1} should be: ${lines[at]?.trim() ?? 'the end'}`;
  return new Error(
    `schemas/contracts/${name}.json is stale (${where}). ` +
      'See services/CONTRACTS.md; to write it anew: NIBBLE_WRITE_CONTRACTS=1 npm test -- --only contract',
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function inOrder(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
