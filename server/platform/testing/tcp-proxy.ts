import { once } from 'node:events';
import { createServer, type Server, Socket } from 'node:net';
import { carry, type ProxiedPair, type ProxyState } from './proxied-pair.ts';

export type TcpProxy = {
  port: number;
  /** Resets all connections; tells how many there were. */
  cut(): number;
  /** Resets all connections and refuses new ones. */
  refuse(): Promise<number>;
  /**
   * Half-open: every connection, present ones and those to come, is accepted and answers nothing, neither data nor an end.
   * Those of this time stay mute for ever; tells how many there were when it began.
   */
  silence(): number;
  /** Holds everything back, to be delivered in order when it recovers; tells how many connections there were. */
  hold(): number;
  /** So many bytes a second on each connection and in each direction. */
  slow(bytesPerSecond: number): number;
  /** New connections are carried as ever; what was held back is delivered. */
  recover(): Promise<void>;
  /** Resets the connections that silence has muted. */
  sweep(): void;
  /** What happened since the start: connections made, bytes carried, bytes swallowed by silence. */
  counts(): Readonly<ProxyState['counts']>;
  close(): Promise<void>;
};

/** A proxy on loopback between a client and a server, with the faults that networks have; on any free port for port 0. */
export async function startTcpProxy(options: { port: number; to: number }): Promise<TcpProxy> {
  const state: ProxyState = {
    mode: 'open',
    bytesPerSecond: Number.POSITIVE_INFINITY,
    pairs: new Set(),
    counts: { connections: 0, carried: 0, swallowed: 0 },
  };
  const listener = createListener(state, options);
  await listener.open();

  function cut(): number {
    const { size } = state.pairs;
    for (const pair of state.pairs) pair.reset();
    return size;
  }

  function enter(mode: ProxyState['mode']): number {
    state.mode = mode;
    for (const pair of state.pairs) pair.follow(mode);
    return state.pairs.size;
  }

  return {
    port: listener.port(),
    cut,
    refuse: async () => {
      const closed = listener.close();
      const count = cut();
      await closed;
      return count;
    },
    silence: () => enter('silent'),
    hold: () => enter('held'),
    slow: (bytesPerSecond) => {
      state.bytesPerSecond = bytesPerSecond;
      return state.pairs.size;
    },
    recover: async () => {
      state.bytesPerSecond = Number.POSITIVE_INFINITY;
      enter('open');
      await listener.open();
    },
    sweep: () => {
      for (const pair of state.pairs) if (pair.isMute) pair.reset();
    },
    counts: () => ({ ...state.counts }),
    close: async () => {
      const closed = listener.close();
      cut();
      await closed;
    },
  };
}

function createListener(state: ProxyState, { port, to }: { port: number; to: number }) {
  let server: Server | null = null;
  let bound = port;
  return {
    port: () => bound,
    async open(): Promise<void> {
      if (server) return;
      // Ends go through as they come: a proxy that ends the other side by itself hides half-closed connections.
      server = createServer({ allowHalfOpen: true }, (client) => accept(state, client, to));
      server.listen(bound, '127.0.0.1');
      await once(server, 'listening');
      const address = server.address();
      if (typeof address === 'object' && address) bound = address.port;
    },
    async close(): Promise<void> {
      const closing = server;
      server = null;
      if (closing) await new Promise((resolve) => closing.close(resolve));
    },
  };
}

function accept(state: ProxyState, client: Socket, to: number): void {
  state.counts.connections += 1;
  const upstream = new Socket({ allowHalfOpen: true });
  const pair: ProxiedPair = carry(state, client, upstream);
  // Who is accepted in silence is connected to nothing.
  if (!pair.isMute) upstream.connect(to, '127.0.0.1');
}
