export { type CopyValue, copyRows } from './copy-rows.ts';
export { createPool, type PoolOptions } from './create-pool.ts';
export { inTransaction } from './in-transaction.ts';
export { type Listener, type ListenOptions, listen } from './listen.ts';
export { type MigrateOptions, migrate } from './migrate.ts';
