import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { type TopicMapping, topicMappings } from '#schemas/api/mapping.ts';
import { NibbleError } from '#schemas/errors.ts';

export type ConfigFile = {
  mappings: TopicMapping[];
  /** Files that describe processes, absolute. */
  processes: string[];
};

const configFile = z.strictObject({
  mappings: topicMappings.default([]),
  processes: z.array(z.string().min(1)).max(100).default([]),
});

const mostCharacters = 1024 * 1024;

/**
 * Reads the file that NIBBLE_CONFIG names. Throws `invalid` with the file, the place in it and what is wrong there, for
 * every place; paths in it are relative to its folder.
 */
export function readConfigFile(file: string): ConfigFile {
  const { mappings, processes } = checkConfig(file, parseConfig(file, readText(file)));
  return { mappings, processes: processes.map((path) => resolve(dirname(file), path)) };
}

/** The text of the file with other mappings; all else in it stays. Throws as `readConfigFile` does. */
export function configTextWith(file: string, mappings: readonly TopicMapping[]): string {
  const before = parseConfig(file, readText(file));
  checkConfig(file, before);
  const kept = typeof before === 'object' ? before : {};
  return `${JSON.stringify({ ...kept, mappings }, null, 2)}\n`;
}

function readText(file: string): string {
  try {
    const text = readFileSync(file, 'utf8');
    if (text.length > mostCharacters) throw new Error(`it is longer than ${mostCharacters} characters`);
    return text;
  } catch (cause) {
    throw new NibbleError('invalid', `${file} cannot be read (NIBBLE_CONFIG): ${wordsOf(cause)}.`, { cause });
  }
}

function parseConfig(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new NibbleError('invalid', `${file} is not JSON (NIBBLE_CONFIG): ${wordsOf(cause)}.`, { cause });
  }
}

function checkConfig(file: string, value: unknown): z.output<typeof configFile> {
  const parsed = configFile.safeParse(value);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path, message }) => `${placeOf(path)}: ${message}`);
  throw new NibbleError('invalid', `${file} is wrong (NIBBLE_CONFIG):\n  ${wrong.join('\n  ')}`);
}

/** As one would write it: `mappings[0].correlation[1]`. */
function placeOf(path: readonly PropertyKey[]): string {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return text.replace(/^\./, '') || 'the file';
}

function wordsOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
