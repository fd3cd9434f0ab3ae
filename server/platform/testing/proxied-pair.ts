import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

export type ProxyMode = 'open' | 'silent' | 'held';

const pieceBytes = 4_096;

/** What the connections of one proxy share. */
export type ProxyState = {
  mode: ProxyMode;
  /** Of each connection and direction. */
  bytesPerSecond: number;
  pairs: Set<ProxiedPair>;
  counts: { connections: number; carried: number; swallowed: number };
};

/** A client's connection and the one made to the server for it. */
export type ProxiedPair = {
  /** Once silent, always silent: a connection that a router has forgotten. */
  readonly isMute: boolean;
  follow(mode: ProxyMode): void;
  reset(): void;
};

/** Carries bytes and ends between the two, as the proxy's mode and speed allow. */
export function carry(state: ProxyState, client: Socket, server: Socket): ProxiedPair {
  let isMute = state.mode === 'silent';
  const pair: ProxiedPair = {
    get isMute() {
      return isMute;
    },
    follow: (mode) => {
      if (mode === 'silent') isMute = true;
      // A mute side is read on, or it would feel that its peer takes nothing more.
      for (const socket of [client, server]) {
        if (mode === 'held' && !isMute) socket.pause();
        else socket.resume();
      }
    },
    reset: () => {
      state.pairs.delete(pair);
      client.resetAndDestroy();
      server.resetAndDestroy();
    },
  };
  state.pairs.add(pair);
  connectSides(state, pair, client, server);
  connectSides(state, pair, server, client);
  if (state.mode === 'held') pair.follow('held');
  return pair;
}

function connectSides(state: ProxyState, pair: ProxiedPair, from: Socket, to: Socket): void {
  // Each piece waits for the one before, so that a change of speed never changes the order.
  let delivered = Promise.resolve();
  from.setNoDelay(true);
  from.on('data', (chunk: Buffer) => {
    if (pair.isMute) {
      state.counts.swallowed += chunk.length;
      return;
    }
    from.pause();
    delivered = delivered.then(async () => {
      await deliver(state, to, chunk);
      if (state.mode !== 'held' || pair.isMute) from.resume();
    });
  });
  from.on('end', () => {
    delivered = delivered.then(() => {
      if (!pair.isMute) to.end();
    });
  });
  // A reset; the other side hears of it unless silence keeps it.
  from.on('error', () => {
    if (!pair.isMute) pair.reset();
  });
  from.on('close', () => {
    if (to.destroyed) state.pairs.delete(pair);
  });
}

async function deliver(state: ProxyState, to: Socket, chunk: Buffer): Promise<void> {
  for (let at = 0; at < chunk.length; ) {
    const { bytesPerSecond } = state;
    const piece = chunk.subarray(at, Number.isFinite(bytesPerSecond) ? at + pieceBytes : chunk.length);
    at += piece.length;
    if (Number.isFinite(bytesPerSecond)) await delay((piece.length / bytesPerSecond) * 1_000);
    state.counts.carried += piece.length;
    if (!to.write(piece)) await new Promise((resolve) => to.once('drain', resolve).once('close', resolve));
  }
}
