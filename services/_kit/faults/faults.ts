import { NibbleError } from '#schemas/errors.ts';
import type { Clock } from '#server/platform/clock/index.ts';
import type { Logger } from '#server/platform/logging/index.ts';
import { steadyShare } from '../pace.ts';

export type Fault = {
  name: string;
  /** Of the keys it strikes, 0 to 1: always the same keys. */
  share: number;
  /** For faults that wait: how long. */
  ms: number;
  /** When it ends by itself. */
  until: Date;
  /** Aborted once it has ended, by time or mended: whoever waits because of it goes on. */
  over: AbortSignal;
};

export type FaultWish = { share?: number | undefined; ms?: number | undefined; forMs?: number | undefined };

/** What is wrong with this service on purpose. Held in memory alone: a restart mends everything. */
export type Faults = {
  /** The name and the effect of each fault that this service knows. */
  readonly known: Readonly<Record<string, string>>;
  find(name: string): Fault | null;
  /** The fault when it strikes this key. */
  strikes(name: string, key: string): Fault | null;
  list(): Fault[];
  /** Begins a fault, or changes the one under way. Throws `not_found` for a name that this service does not know. */
  begin(name: string, wish?: FaultWish): Fault;
  /** False when it was not there. */
  end(name: string): boolean;
};

/** The faults that the kit itself brings about, in every service. */
const kitFaults = {
  slow: 'Every event waits before it is handled (ms).',
  poison: 'The handling of events fails, for a share of keys.',
  'bad-version': 'Events are told in a version that nobody knows, for a share of keys, as after a bad release.',
} as const;

const defaultMs = 500;
const defaultForMs = 60_000;

export function createFaults(own: Readonly<Record<string, string>>, clock: Clock, logger: Logger): Faults {
  const known = { ...kitFaults, ...own };
  const active = new Map<string, { fault: Fault; timer: NodeJS.Timeout; ending: AbortController }>();
  const end = (name: string, why: string) => {
    const ended = active.get(name);
    if (!ended) return false;
    clearTimeout(ended.timer);
    active.delete(name);
    ended.ending.abort();
    logger.warn({ fault: name }, `a fault ended: ${why}`);
    return true;
  };
  const find = (name: string) => active.get(name)?.fault ?? null;
  return {
    known,
    find,
    strikes(name, key) {
      const fault = find(name);
      return fault && steadyShare(`${name} ${key}`) < fault.share ? fault : null;
    },
    list: () => [...active.values()].map(({ fault }) => fault),
    begin(name, { share = 1, ms = defaultMs, forMs = defaultForMs } = {}) {
      if (!Object.hasOwn(known, name)) {
        const names = Object.keys(known).join(', ');
        throw new NibbleError('not_found', `This service knows no fault ${name}. It knows: ${names}.`);
      }
      const before = active.get(name);
      clearTimeout(before?.timer);
      before?.ending.abort();
      const ending = new AbortController();
      const fault = { name, share, ms, until: new Date(clock.now().getTime() + forMs), over: ending.signal };
      const timer = setTimeout(() => end(name, 'its time was over'), forMs).unref();
      active.set(name, { fault, timer, ending });
      logger.warn({ fault: name, share, ms, forMs }, 'a fault began, as asked for');
      return fault;
    },
    end: (name) => end(name, 'it was mended'),
  };
}
