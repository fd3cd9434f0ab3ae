import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type pg from 'pg';

const patience = new WeakMap<pg.Client, number>();

/**
 * Ends a connection of this pool that is in use and on which nothing has moved for so long, in either direction; and with
 * it those that are idle, which the same half-open network may have cut off and each of which would cost as long again.
 */
export function watchSilence(pool: pg.Pool, silentMs: number): void {
  const idle = new Set<pg.Client>();
  pool.on('connect', (client) => {
    const socket = socketOf(client);
    socket?.on('timeout', () => {
      const ms = patience.get(client) ?? silentMs;
      socket.destroy(new Error(`Connection terminated: the database has not answered for ${ms} ms`));
      for (const one of idle) one.connection.stream.destroy();
    });
  });
  pool.on('acquire', (client) => {
    idle.delete(client);
    socketOf(client)?.setTimeout(silentMs);
  });
  pool.on('release', (_, client) => {
    patience.delete(client);
    socketOf(client)?.setTimeout(0);
    idle.add(client);
  });
  pool.on('remove', (client) => idle.delete(client));
}

/** Until it is released, this connection may be silent for so long: what waits for others to end takes its time. */
export function allowSilence(client: pg.Client, silentMs: number): void {
  const socket = socketOf(client);
  // Nothing to raise where nobody watches.
  if (!socket?.timeout) return;
  patience.set(client, silentMs);
  socket.setTimeout(silentMs);
}

function socketOf({ connection }: pg.Client): Socket | null {
  const stream: Duplex = connection.stream;
  return stream instanceof Socket ? stream : null;
}
