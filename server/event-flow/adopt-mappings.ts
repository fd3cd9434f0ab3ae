import type { CompiledMappings } from '#server/mapping/index.ts';
import { wordKinds } from './dictionary.ts';
import type { StoreState } from './flow-store.ts';

/**
 * Records that are written from now on are read by these mappings; what is indexed stays as it was read. Their business
 * keys stand for flows in lists in the order in which they are named.
 */
export async function adoptMappings(state: StoreState, mappings: CompiledMappings): Promise<void> {
  await state.dictionary.learn(wordKinds.refKind, mappings.kinds);
  await state.pool.query(
    `update word set rank = array_position($2::text[], text)
      where kind = $1 and rank is distinct from array_position($2::text[], text)`,
    [wordKinds.refKind, mappings.kinds],
  );
  state.mappings = mappings;
}
