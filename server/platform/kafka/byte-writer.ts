/** A growing buffer with the number formats of Kafka's protocol. */
export class ByteWriter {
  #bytes: Buffer;
  #at = 0;

  constructor(size = 1_024) {
    this.#bytes = Buffer.allocUnsafe(size);
  }

  get length(): number {
    return this.#at;
  }

  /** A view of what is written so far; valid until more is written. */
  written(from = 0): Buffer {
    return this.#bytes.subarray(from, this.#at);
  }

  int8(value: number): void {
    this.#room(1);
    this.#at = this.#bytes.writeInt8(value, this.#at);
  }

  int16(value: number): void {
    this.#room(2);
    this.#at = this.#bytes.writeInt16BE(value, this.#at);
  }

  int32(value: number): void {
    this.#room(4);
    this.#at = this.#bytes.writeInt32BE(value, this.#at);
  }

  int64(value: bigint): void {
    this.#room(8);
    this.#at = this.#bytes.writeBigInt64BE(BigInt.asIntN(64, value), this.#at);
  }

  /** Overwrites four bytes written before. */
  patchUint32(at: number, value: number): void {
    this.#bytes.writeUInt32BE(value, at);
  }

  varint(value: number): void {
    this.unsigned(((value << 1) ^ (value >> 31)) >>> 0);
  }

  unsigned(value: number): void {
    this.#room(5);
    let left = value;
    while (left >= 0x80) {
      this.#bytes[this.#at++] = (left & 0x7f) | 0x80;
      left >>>= 7;
    }
    this.#bytes[this.#at++] = left;
  }

  varlong(value: bigint): void {
    this.#room(10);
    let left = BigInt.asUintN(64, (value << 1n) ^ (value >> 63n));
    while (left >= 0x80n) {
      this.#bytes[this.#at++] = Number(left & 0x7fn) | 0x80;
      left >>= 7n;
    }
    this.#bytes[this.#at++] = Number(left);
  }

  /** A length as varint and the bytes; null is length −1. */
  varBytes(value: Buffer | string | null): void {
    if (value === null) {
      this.varint(-1);
      return;
    }
    const length = typeof value === 'string' ? Buffer.byteLength(value) : value.length;
    this.varint(length);
    this.#room(length);
    if (typeof value === 'string') this.#bytes.write(value, this.#at);
    else value.copy(this.#bytes, this.#at);
    this.#at += length;
  }

  raw(value: Buffer): void {
    this.#room(value.length);
    value.copy(this.#bytes, this.#at);
    this.#at += value.length;
  }

  uuid(value: string): void {
    this.raw(Buffer.from(value.replaceAll('-', ''), 'hex'));
  }

  /** A length as int16 and the text; null is length −1. */
  string(value: string | null): void {
    const bytes = value === null ? null : Buffer.from(value);
    this.int16(bytes?.length ?? -1);
    if (bytes) this.raw(bytes);
  }

  /** The flexible encoding (KIP-482): one more than the length as an unsigned varint, and the text. */
  compactString(value: string): void {
    const bytes = Buffer.from(value);
    this.unsigned(bytes.length + 1);
    this.raw(bytes);
  }

  compactArray<T>(list: readonly T[], write: (one: T) => void): void {
    this.unsigned(list.length + 1);
    list.forEach(write);
  }

  #room(more: number): void {
    if (this.#at + more <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.#at + more, this.#bytes.length * 2));
    this.#bytes.copy(grown, 0, 0, this.#at);
    this.#bytes = grown;
  }
}
