import { stat } from 'node:fs/promises';
import { NibbleError } from '#schemas/errors.ts';
import { adoptMappings, type StoreState } from '#server/event-flow/index.ts';
import { compileMappings } from '#server/mapping/index.ts';
import { readConfigFile } from '#server/platform/config/index.ts';
import type { Logger } from '#server/platform/logging/index.ts';

export type MappingWatch = {
  /** Looks whether the file has changed, and reads by it if it can be read; the former mappings stay if it cannot. */
  look(): Promise<void>;
  /** What the collector reads by, and what is wrong with the file now. */
  state(): { revision: string; problem: string | null };
};

type Watched = { file: string | undefined; state: StoreState; logger: Logger };

/** Follows the file that NIBBLE_CONFIG names, so that a mapping that is saved counts within a moment. */
export function watchMapping({ file, state, logger }: Watched): MappingWatch {
  let problem: string | null = null;
  let seen: string | null = null;

  async function adopt(path: string): Promise<void> {
    const mappings = compileMappings(readConfigFile(path).mappings);
    if (mappings.revision === state.mappings.revision) return;
    await adoptMappings(state, mappings);
    logger.info({ file: path, revision: mappings.revision }, 'Records are read by another mapping from now on');
  }

  return {
    state: () => ({ revision: state.mappings.revision, problem }),
    look: async () => {
      if (file === undefined) return;
      const mark = await markOf(file);
      if (mark === seen) return;
      try {
        await adopt(file);
        problem = null;
      } catch (err) {
        // A database that is away is asked again; a file that is wrong stays so until it is another.
        if (!(err instanceof NibbleError)) throw err;
        problem = err.detail;
        logger.warn({ err, file }, 'The mapping cannot be read; the former one stays');
      }
      seen = mark;
    },
  };
}

/** Another one whenever the file is another. */
async function markOf(file: string): Promise<string> {
  try {
    const { mtimeMs, size, ino } = await stat(file);
    return `${mtimeMs} ${size} ${ino}`;
  } catch (err) {
    return String(err);
  }
}
