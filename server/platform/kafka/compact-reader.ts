/** Reads the flexible ("compact") encoding of Kafka's newer requests (KIP-482), which kafkajs does not speak. */
export class CompactReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  int8(): number {
    this.#at += 1;
    return this.#bytes.readInt8(this.#at - 1);
  }

  int16(): number {
    this.#at += 2;
    return this.#bytes.readInt16BE(this.#at - 2);
  }

  int32(): number {
    this.#at += 4;
    return this.#bytes.readInt32BE(this.#at - 4);
  }

  int64(): bigint {
    this.#at += 8;
    return this.#bytes.readBigInt64BE(this.#at - 8);
  }

  /** A view, not a copy; empty for null. */
  bytes(): Buffer {
    const length = Math.max(0, this.#unsigned() - 1);
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  uuid(): string {
    const hex = this.#bytes.toString('hex', this.#at, this.#at + 16);
    this.#at += 16;
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }

  string(): string | null {
    const length = this.#unsigned() - 1;
    if (length < 0) return null;
    this.#at += length;
    return this.#bytes.toString('utf8', this.#at - length, this.#at);
  }

  skipString(): void {
    const length = Math.max(0, this.#unsigned() - 1);
    this.#at += length;
  }

  array<T>(read: () => T): T[] {
    const length = Math.max(0, this.#unsigned() - 1);
    return Array.from({ length }, read);
  }

  skipTags(): void {
    for (let left = this.#unsigned(); left > 0; left--) {
      this.#unsigned();
      const size = this.#unsigned();
      this.#at += size;
    }
  }

  #unsigned(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.#bytes.readUInt8(this.#at++);
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }
}
