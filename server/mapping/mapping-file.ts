import { randomBytes } from 'node:crypto';
import { accessSync, constants, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { TopicMapping } from '#schemas/api/mapping.ts';
import { NibbleError } from '#schemas/errors.ts';
import { configTextWith, readConfigFile } from '#server/platform/config/index.ts';
import { compileMappings } from './compile-mappings.ts';

export type MappingFile = {
  file: string | null;
  /** Why it cannot be saved; null when it can. */
  unwritable: string | null;
  /** What is wrong with it; then `mappings` is empty. */
  problem: string | null;
  mappings: TopicMapping[];
  revision: string;
};

/** The mappings in the file that NIBBLE_CONFIG names, as it stands now. Never throws. */
export function readMappingFile(file: string | undefined): MappingFile {
  if (file === undefined) {
    const unwritable = 'NIBBLE_CONFIG names no file';
    return { file: null, unwritable, problem: null, mappings: [], revision: compileMappings([]).revision };
  }
  try {
    const { mappings } = readConfigFile(file);
    const { revision } = compileMappings(mappings);
    return { file, unwritable: unwritable(file), problem: null, mappings, revision };
  } catch (error) {
    const problem = error instanceof NibbleError ? error.detail : String(error);
    return { file, unwritable: 'the file is wrong: mend it first', problem, mappings: [], revision: '' };
  }
}

/**
 * Writes other mappings into the file and leaves all else in it as it is; a reader sees the old file or the new one. Throws
 * `conflict` when the file no longer holds the revision `from`, `unavailable` when it cannot be written.
 */
export function saveMappingFile(
  file: string | undefined,
  { mappings, from }: { mappings: readonly TopicMapping[]; from: string },
): void {
  const now = readMappingFile(file);
  if (now.file === null || now.unwritable !== null) {
    throw new NibbleError('unavailable', `The mapping cannot be saved: ${now.unwritable}.`);
  }
  if (now.revision !== from) {
    throw new NibbleError('conflict', 'The file holds another mapping by now. Read it again before you save.');
  }
  replace(now.file, configTextWith(now.file, mappings));
}

/** A link stays a link: what it leads to is replaced. */
function replace(named: string, text: string): void {
  const file = realpathSync(named);
  const fresh = `${file}.${randomBytes(4).toString('hex')}`;
  try {
    writeFileSync(fresh, text, { mode: statSync(file).mode });
    renameSync(fresh, file);
  } catch (cause) {
    rmSync(fresh, { force: true });
    throw new NibbleError('unavailable', `${file} could not be written: ${wordsOf(cause)}.`, { cause });
  }
}

function unwritable(file: string): string | null {
  try {
    const real = realpathSync(file);
    accessSync(real, constants.W_OK);
    // The new file is put beside the old one and takes its place.
    accessSync(dirname(real), constants.W_OK);
    return null;
  } catch (cause) {
    return `${file} cannot be written from here: ${wordsOf(cause)}`;
  }
}

function wordsOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
