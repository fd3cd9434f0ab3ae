import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pact } from '@pact-foundation/pact';
import { canonicalPact, keepContract } from './pact-file.ts';

/** Who needs something of whom. */
export type Pair = { consumer: string; producer: string };

export type DraftPact = {
  pact: Pact;
  /** Compares what was agreed with the committed file; nothing agreed is no file. */
  keep(name: string): Promise<void>;
  discard(): Promise<void>;
};

/** A pact between two services that is written down as the consumer's tests pass. */
export async function draftPact({ consumer, producer }: Pair): Promise<DraftPact> {
  const dir = await mkdtemp(join(tmpdir(), 'nibble-pact-'));
  return {
    pact: new Pact({ consumer, provider: producer, dir, logLevel: 'error' }),
    async keep(name) {
      const text = await readFile(join(dir, `${consumer}-${producer}.json`), 'utf8').catch(() => null);
      if (text === null) throw new Error(`nothing that ${consumer} needs of ${producer} passed its test`);
      await keepContract(name, canonicalPact(text));
    },
    discard: () => rm(dir, { recursive: true, force: true }),
  };
}
