import { partitionKey } from '#server/platform/kafka/index.ts';
import { judgePartition } from './judge-partition.ts';
import { judgeRefs, judgeStore } from './judge-store.ts';
import type { Ledger } from './ledger.ts';
import type { Ground } from './open-ground.ts';
import { topics } from './open-ground.ts';
import { type ExpectedRefs, readLogView, readStoreView } from './read-views.ts';
import { judgeOffsets } from './watch-offsets.ts';

export type Judgement = { faults: string[]; records: number };

/** Compares log, store and ledger record by record, and the tables with each other; nothing may be under way. */
export async function judgeAll({ admin, reader, pool }: Ground, ledger: Ledger): Promise<Judgement> {
  const faults: string[] = [];
  const refs: ExpectedRefs = { ofFlows: new Set(), ofNoFlow: 0 };
  let records = 0;
  for (const { topic, partition, offset } of await admin.logEnds(await admin.partitionsOf(topics))) {
    const where = { topic, partition };
    const log = await readLogView(reader, where, offset, refs);
    const store = await readStoreView(pool, where);
    const name = partitionKey(where);
    faults.push(...judgePartition({ name, log, store, told: ledger.of(name) }));
    records += log.length;
  }
  faults.push(...(await judgeOffsets(pool)), ...(await judgeStore(pool, 'thorough')), ...(await judgeRefs(pool, refs)));
  return { faults, records };
}
