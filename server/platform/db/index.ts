export { BinaryRows } from './binary-rows.ts';
export { copyBinary } from './copy-binary.ts';
export { copyIn } from './copy-in.ts';
export { copyOut } from './copy-out.ts';
export { type CopyValue, copyRows } from './copy-rows.ts';
export { createPool, type PoolOptions } from './create-pool.ts';
export {
  type DayPartition,
  dayMs,
  dropDayPartition,
  ensureDayPartitions,
  listDayPartitions,
} from './day-partitions.ts';
export { askedKey, idKey, uuidKey } from './id-key.ts';
export { inTransaction } from './in-transaction.ts';
export { type Listener, type ListenOptions, listen } from './listen.ts';
export { type MigrateOptions, migrate } from './migrate.ts';
export { allowSilence } from './watch-silence.ts';
