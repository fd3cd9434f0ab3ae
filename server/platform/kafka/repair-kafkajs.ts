import { createRequire } from 'node:module';
import { NibbleError } from '#schemas/errors.ts';
import { repairConnection } from './repair-connection.ts';
import { repairFetch } from './repair-fetch.ts';
import { repairJoin } from './repair-join.ts';
import { repairMetadata } from './repair-metadata.ts';
import { repairOffsetReset } from './repair-offset-reset.ts';
import { repairProduce } from './repair-produce.ts';
import { repairRequestQueue } from './repair-request-queue.ts';

const repairedVersion = '2.2.4';
let repaired = false;

/** Applies the repairs once. They reach into kafkajs, so any other version than the one they were written for is refused. */
export function repairKafkajs(): void {
  if (repaired) return;
  const version = installedVersion();
  if (version !== repairedVersion) {
    throw new NibbleError(
      'internal',
      `The repairs are written for kafkajs ${repairedVersion}; installed is ${version}`,
    );
  }
  repairRequestQueue();
  repairConnection();
  repairFetch();
  repairMetadata();
  repairProduce();
  repairOffsetReset();
  repairJoin();
  repaired = true;
}

function installedVersion(): string {
  const manifest: unknown = createRequire(import.meta.url)('kafkajs/package.json');
  const hasVersion = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return hasVersion ? String(manifest.version) : 'unknown';
}
