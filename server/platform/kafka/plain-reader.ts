/** Reads the encoding of Kafka's older requests: lengths as int16 or int32, no tags. */
export class PlainReader {
  readonly #source: Buffer;
  #at = 0;

  constructor(source: Buffer) {
    this.#source = source;
  }

  int16(): number {
    this.#at += 2;
    return this.#source.readInt16BE(this.#at - 2);
  }

  int32(): number {
    this.#at += 4;
    return this.#source.readInt32BE(this.#at - 4);
  }

  int64(): bigint {
    this.#at += 8;
    return this.#source.readBigInt64BE(this.#at - 8);
  }

  /** Empty for null. Throws RangeError where the text would go beyond the end. */
  string(): string {
    const length = Math.max(0, this.int16());
    this.#at += length;
    if (this.#at > this.#source.length) throw new RangeError('The text goes beyond the end');
    return this.#source.toString('utf8', this.#at - length, this.#at);
  }

  /** A view, not a copy; empty for null. */
  bytes(): Buffer {
    const length = Math.max(0, this.int32());
    this.#at += length;
    return this.#source.subarray(this.#at - length, this.#at);
  }

  array<T>(read: () => T): T[] {
    const list: T[] = [];
    for (let left = this.int32(); left > 0; left--) list.push(read());
    return list;
  }
}
