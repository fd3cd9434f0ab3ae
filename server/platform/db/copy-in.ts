import { finished } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

/** COPY … FROM STDIN with a body that is made already, inside the caller's transaction; gives the number of rows taken. */
export async function copyIn(client: pg.ClientBase, sql: string, body: Buffer): Promise<number> {
  const stream = client.query(copyFrom(sql));
  stream.end(body);
  await finished(stream);
  return stream.rowCount;
}
