/** So many refs of a flow are looked through one by one, which is what nearly all flows have. */
const mostListed = 32;

/** The refs of one flow in one hour that are written. */
class FlowRefs {
  readonly hour: number;
  readonly #kinds: number[] = [];
  readonly #keys: string[] = [];
  #others: Set<string> | null = null;

  constructor(hour: number) {
    this.hour = hour;
  }

  has(kind: number, key: string): boolean {
    for (let at = 0; at < this.#keys.length; at += 1)
      if (this.#keys[at] === key && this.#kinds[at] === kind) return true;
    return this.#others?.has(`${kind} ${key}`) ?? false;
  }

  add(kind: number, key: string): void {
    if (this.#keys.length >= mostListed) {
      this.#others ??= new Set();
      this.#others.add(`${kind} ${key}`);
      return;
    }
    this.#kinds.push(kind);
    this.#keys.push(key);
  }

  *entries(): Generator<[kind: number, key: string]> {
    for (const [at, key] of this.#keys.entries()) yield [this.#kinds[at] ?? -1, key];
    for (const other of this.#others ?? []) {
      const space = other.indexOf(' ');
      yield [Number(other.slice(0, space)), other.slice(space + 1)];
    }
  }
}

/** Which refs stand in the store, by flow and hour. Of a flow whose records fall into two hours by turns, one is known. */
export class WrittenRefs {
  readonly #flows = new Map<string, FlowRefs>();
  size = 0;

  has(flow: string, hour: number, kind: number, key: string): boolean {
    const refs = this.#flows.get(flow);
    return refs !== undefined && refs.hour === hour && refs.has(kind, key);
  }

  add(flow: string, hour: number, kind: number, key: string): void {
    let refs = this.#flows.get(flow);
    if (refs?.hour !== hour) {
      refs = new FlowRefs(hour);
      this.#flows.set(flow, refs);
    }
    refs.add(kind, key);
    this.size += 1;
  }

  *entries(): Generator<[flow: string, hour: number, kind: number, key: string]> {
    for (const [flow, refs] of this.#flows)
      for (const [kind, key] of refs.entries()) yield [flow, refs.hour, kind, key];
  }
}

/** The newest `size` to twice `size` refs, in two generations: a forgotten one is only written once more. */
export class RecentRefs {
  readonly #size: number;
  #young = new WrittenRefs();
  #old = new WrittenRefs();

  constructor(size: number) {
    this.#size = size;
  }

  has(flow: string, hour: number, kind: number, key: string): boolean {
    return this.#young.has(flow, hour, kind, key) || this.#old.has(flow, hour, kind, key);
  }

  /** What a committed transaction wrote. */
  addAll(written: WrittenRefs): void {
    for (const [flow, hour, kind, key] of written.entries()) {
      if (this.#young.size >= this.#size) {
        this.#old = this.#young;
        this.#young = new WrittenRefs();
      }
      this.#young.add(flow, hour, kind, key);
    }
  }
}
