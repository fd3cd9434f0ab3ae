import type { LiveMessage } from '#schemas/api/live.ts';

export type Hear = { onData: (data: string) => void; onError: () => void };
export type OpenStream = (after: string | null, followed: string[], hear: Hear) => { close: () => void };

/** What tabs of one browser say to each other. `from`: the cursor that the stream was opened with. */
type Said =
  | { kind: 'join'; tab: string; followed: string[] }
  | { kind: 'leave'; tab: string }
  | { kind: 'who' }
  | { kind: 'welcome'; to: string; cursor: string | null; pulse: string | null }
  | { kind: 'hello'; data: string; from: string | null }
  | { kind: 'data'; data: string };

export type Sharing = {
  open: OpenStream;
  locks: Pick<LockManager, 'request'>;
  /** One a seat; it is closed with it. */
  createChannel: () => Pick<BroadcastChannel, 'postMessage' | 'close' | 'onmessage'>;
};

const lockName = 'nibble-live';
/** Whoever holds the stream and says nothing for this long is frozen: the stream is taken from it. */
const frozenMs = 8_000;

/**
 * One stream for all tabs of a browser, which allows six connections a host: the tab that holds the lock reads it and
 * tells the others. When it goes, or freezes, the next one goes on from the last cursor.
 */
export function shareStream(sharing: Sharing): OpenStream {
  let steal = false;
  return (after, followed, hear) => {
    const seat = new Seat(sharing, { after, followed, hear, steal });
    steal = false;
    return {
      close: () => {
        steal = seat.waitsInVain();
        seat.close();
      },
    };
  };
}

type SeatOptions = { after: string | null; followed: string[]; hear: Hear; steal: boolean };

class Seat {
  readonly #sharing: Sharing;
  readonly #hear: Hear;
  readonly #followed: string[];
  readonly #tab = `${performance.now()}-${Math.random()}`;
  readonly #channel: ReturnType<Sharing['createChannel']>;
  readonly #over = Promise.withResolvers<void>();
  /** Of other tabs, while this one leads. */
  readonly #others = new Map<string, string[]>();
  #stream: { close: () => void } | null = null;
  #asked = '';
  #cursor: string | null;
  #pulse: string | null = null;
  #isWelcome = false;
  #isClosed = false;
  #heardAt = performance.now();

  constructor(sharing: Sharing, { after, followed, hear, steal }: SeatOptions) {
    this.#sharing = sharing;
    this.#hear = hear;
    this.#followed = followed;
    this.#cursor = after;
    this.#channel = sharing.createChannel();
    this.#channel.onmessage = ({ data }: MessageEvent<Said>) => this.#listen(data);
    this.#say({ kind: 'join', tab: this.#tab, followed });
    this.#queue(steal);
  }

  /** It neither leads nor hears from a leader. */
  waitsInVain(): boolean {
    return this.#stream === null && performance.now() - this.#heardAt >= frozenMs;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#say({ kind: 'leave', tab: this.#tab });
    this.#stream?.close();
    this.#stream = null;
    this.#channel.close();
    this.#over.resolve();
  }

  #queue(steal: boolean): void {
    const lead = () => this.#lead();
    const led = steal
      ? this.#sharing.locks.request(lockName, { steal: true }, lead)
      : this.#sharing.locks.request(lockName, lead);
    // Rejected: another tab took this one for frozen. It listens, and waits for its turn again.
    led.catch(() => {
      this.#stream?.close();
      this.#stream = null;
      this.#heardAt = performance.now();
      if (!this.#isClosed) this.#queue(false);
    });
  }

  async #lead(): Promise<void> {
    if (this.#isClosed) return;
    this.#others.clear();
    this.#say({ kind: 'who' });
    this.#openStream();
    await this.#over.promise;
  }

  #openStream(): void {
    this.#stream?.close();
    const from = this.#cursor;
    const flows = this.#flowsOfAll();
    this.#asked = flows.join();
    this.#stream = this.#sharing.open(from, flows, {
      onData: (data) => this.#read(data, from),
      onError: () => this.#hear.onError(),
    });
  }

  #read(data: string, from: string | null): void {
    if (this.#isClosed) return;
    this.#note(data);
    this.#isWelcome = true;
    this.#say(kindOf(data) === 'hello' ? { kind: 'hello', data, from } : { kind: 'data', data });
    this.#hear.onData(data);
  }

  #listen(said: Said): void {
    if (this.#isClosed) return;
    if (this.#stream) this.#serve(said);
    else this.#follow(said);
  }

  #serve(said: Said): void {
    if (said.kind === 'join') {
      this.#others.set(said.tab, said.followed);
      this.#say({ kind: 'welcome', to: said.tab, cursor: this.#cursor, pulse: this.#pulse });
    }
    if (said.kind === 'leave') this.#others.delete(said.tab);
    if (this.#flowsOfAll().some((flow) => !this.#asked.split(',').includes(flow))) this.#openStream();
  }

  #follow(said: Said): void {
    if (said.kind === 'who') this.#say({ kind: 'join', tab: this.#tab, followed: this.#followed });
    if (said.kind === 'welcome' && said.to === this.#tab) this.#beWelcome(said);
    if (said.kind === 'hello') this.#meet(said);
    if (said.kind === 'data') this.#pass(said.data);
  }

  /** A leader's stream is on its way: what came before this moment was told to others only. */
  #beWelcome({ cursor, pulse }: Extract<Said, { kind: 'welcome' }>): void {
    this.#heardAt = performance.now();
    if (this.#isWelcome || cursor === null) return;
    this.#isWelcome = true;
    this.#goOnFrom(cursor, this.#cursor === cursor);
    if (pulse) this.#pass(pulse);
  }

  /** A new leader: what was missed between the two is sent to those who stood where it stood. */
  #meet({ data, from }: Extract<Said, { kind: 'hello' }>): void {
    this.#isWelcome = true;
    const { cursor } = parse(data);
    if (cursor) this.#goOnFrom(cursor, this.#cursor !== null && this.#cursor === from);
  }

  #goOnFrom(cursor: string, isWhole: boolean): void {
    const at = new Date().toISOString();
    const wasAway = this.#cursor !== null && !isWhole;
    this.#heardAt = performance.now();
    this.#hear.onData(JSON.stringify({ kind: 'hello', cursor, at } satisfies LiveMessage));
    const resync: LiveMessage = { kind: 'resync', reason: 'another tab has the stream', cursor, at };
    if (wasAway) this.#hear.onData(JSON.stringify(resync));
    if (this.#cursor === null || wasAway) this.#cursor = cursor;
  }

  #pass(data: string): void {
    this.#heardAt = performance.now();
    this.#note(data);
    this.#hear.onData(data);
  }

  #note(data: string): void {
    const { kind, cursor } = parse(data);
    if (kind === 'pulse') this.#pulse = data;
    else if (kind !== 'hello') this.#cursor = cursor ?? this.#cursor;
    else this.#cursor ??= cursor ?? null;
  }

  #flowsOfAll(): string[] {
    return [...new Set([...this.#followed, ...[...this.#others.values()].flat()])].toSorted();
  }

  #say(said: Said): void {
    if (said.kind !== 'leave' && this.#isClosed) return;
    this.#channel.postMessage(said);
  }
}

/** Our own stream: its shape is guaranteed by the route that sends it. */
function parse(data: string): { kind: LiveMessage['kind']; cursor?: string } {
  return JSON.parse(data) as { kind: LiveMessage['kind']; cursor?: string };
}

function kindOf(data: string): LiveMessage['kind'] {
  return parse(data).kind;
}
