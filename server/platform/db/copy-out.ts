import { buffer } from 'node:stream/consumers';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';

/** COPY … TO STDOUT, all of it in memory: as much as `copyIn` would take. */
export async function copyOut(client: pg.ClientBase, sql: string): Promise<Buffer> {
  return await buffer(client.query(copyTo(sql)));
}
