import type pg from 'pg';
import { createPool } from '#server/platform/db/index.ts';
import type { Logger } from '#server/platform/logging/index.ts';
import type { MessageBroker } from './broker/message-broker.ts';
import { startLoop } from './loop.ts';

export type PresenceOptions = {
  databaseUrl: string;
  /** The service: its schema. */
  name: string;
  group: string;
  broker: Pick<MessageBroker, 'member' | 'dismiss'>;
  logger: Logger;
};

export type Presence = { stop(): Promise<void> };

const lookEveryMs = 2_000;
const afterErrorMs = 1_000;
const lockOf = "hashtextextended('nibble presence ' || current_schema || ' ' || member, 0)";

/**
 * Shows the other processes of this service that this one lives: by a lock on a connection of its own, which ends with
 * the process however that ends. Whoever is found to have ended is dismissed from the consumer group: a group waits for a
 * member that was killed until its session is over, 10 s in which nothing is handled.
 */
export function keepPresence(options: PresenceOptions): Presence {
  const { databaseUrl: url, name: schema, logger } = options;
  const pool = createPool({ url, schema, applicationName: `${schema} presence`, max: 1, logger });
  let client: pg.PoolClient | null = null;
  const leave = () => {
    client?.release(true);
    client = null;
  };
  const loop = startLoop({
    name: 'the presence',
    logger,
    afterErrorMs,
    async round() {
      try {
        client ??= await enter(pool, options.broker.member);
        await dismissEnded(client, options);
        return lookEveryMs;
      } catch (error) {
        leave();
        throw error;
      }
    },
  });
  return {
    async stop() {
      await loop.stop();
      leave();
      await pool.end();
    },
  };
}

/** The lock before the row: a row without a lock is somebody who has ended. */
async function enter(pool: pg.Pool, member: string): Promise<pg.PoolClient> {
  const client = await pool.connect();
  try {
    await client.query(`select pg_advisory_lock(${lockOf}) from (values ($1)) as own(member)`, [member]);
    await client.query('insert into presence (member) values ($1) on conflict do nothing', [member]);
    return client;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function dismissEnded(client: pg.PoolClient, { broker, group, logger }: PresenceOptions): Promise<void> {
  const { rows } = await client.query<{ member: string }>(
    `with others as materialized (select member from presence where member <> $1)
     select member from others where pg_try_advisory_lock(${lockOf})`,
    [broker.member],
  );
  const ended = rows.map(({ member }) => member);
  if (ended.length === 0) return;
  try {
    await broker.dismiss(group, ended);
    await client.query('delete from presence where member = any($1)', [ended]);
    logger.info({ group, ended }, 'members that had ended were dismissed from the group');
  } finally {
    await client.query(`select pg_advisory_unlock(${lockOf}) from unnest($1::text[]) as ended(member)`, [ended]);
  }
}
