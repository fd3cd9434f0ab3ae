import { CollectorProcess, type CollectorSettings, type Said } from './collector-process.ts';

const slots = [0, 1] as const;
const allPartitions = 36;

/** The collectors of one consumer group: one or two that run, and those that are gone. */
export class Fleet {
  readonly #settings: (name: string, slot: number) => CollectorSettings;
  readonly #running: (CollectorProcess | null)[] = [null, null];
  readonly #all: CollectorProcess[] = [];

  constructor(settings: (name: string, slot: number) => CollectorSettings) {
    this.#settings = settings;
  }

  get running(): CollectorProcess[] {
    return this.#running.filter((one) => one !== null);
  }

  /** All that any of them has said, ended ones too. */
  said(): Said {
    const sum: Said = { joined: 0, notOwned: 0, gap: 0, writesFailed: 0, restarts: 0 };
    for (const { said } of this.#all) {
      sum.joined += said.joined;
      sum.notOwned += said.notOwned;
      sum.gap += said.gap;
      sum.writesFailed += said.writesFailed;
      sum.restarts += said.restarts;
    }
    return sum;
  }

  start(): CollectorProcess {
    const slot = slots.find((one) => !this.#running[one]?.isRunning);
    if (slot === undefined) throw new RangeError('two collectors run already');
    const started = new CollectorProcess(this.#settings(`collector-${this.#all.length + 1}`, slot));
    this.#running[slot] = started;
    this.#all.push(started);
    return started;
  }

  /** Two that share the partitions. */
  async pair(): Promise<CollectorProcess[]> {
    while (this.running.length < slots.length) this.start();
    await Promise.all(this.running.map((one) => one.reads((count) => count > 0 && count < allPartitions, 'a share')));
    return this.running;
  }

  /** At least one, with partitions. */
  async some(): Promise<CollectorProcess[]> {
    if (this.running.length === 0) this.start();
    await Promise.all(this.running.map((one) => one.reads((count) => count > 0, 'partitions')));
    return this.running;
  }

  async end(collector: CollectorProcess, signal: NodeJS.Signals) {
    const began = performance.now();
    collector.signal(signal);
    const ended = await collector.ended();
    this.#running[this.#running.indexOf(collector)] = null;
    return { ...ended, tookMs: Math.round(performance.now() - began) };
  }

  async kill(): Promise<void> {
    await Promise.all(this.running.map((one) => this.end(one, 'SIGKILL')));
  }
}
