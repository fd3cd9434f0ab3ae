const epochMs = Date.UTC(2000, 0, 1);
const high = 2 ** 32;
const signature = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');

/**
 * Rows in the binary format of COPY, which PostgreSQL takes without parsing text. `begin` starts a row; then exactly one
 * call a column follows, in the order of the columns and with their very types: nothing converts here.
 */
export class BinaryRows {
  #bytes: Buffer;
  #at = 0;
  #columns: number;
  count = 0;

  constructor(columns: number, expectedBytes = 64 * 1024) {
    this.#columns = columns;
    this.#bytes = Buffer.allocUnsafe(expectedBytes);
    this.#at = signature.copy(this.#bytes, 0);
  }

  begin(): void {
    this.count += 1;
    this.#room(2);
    this.#at = this.#bytes.writeInt16BE(this.#columns, this.#at);
  }

  int2(value: number): void {
    this.#length(2);
    this.#at = this.#bytes.writeInt16BE(value, this.#at);
  }

  int4(value: number | null): void {
    if (value === null) {
      this.null();
      return;
    }
    this.#length(4);
    this.#at = this.#bytes.writeInt32BE(value, this.#at);
  }

  /** A whole number up to 2^53, or any 64-bit integer as bigint. */
  int8(value: number | bigint): void {
    this.#length(8);
    if (typeof value === 'bigint') this.#at = this.#bytes.writeBigInt64BE(value, this.#at);
    else this.#writeInt8(value);
  }

  /** Milliseconds since 1970, as timestamptz. */
  time(ms: number): void {
    this.#length(8);
    this.#writeInt8((ms - epochMs) * 1000);
  }

  /** 32 hex digits. */
  uuid(hex: string | null): void {
    if (hex === null) {
      this.null();
      return;
    }
    this.#length(16);
    const isKey = hex.length === 32 && this.#bytes.write(hex, this.#at, 16, 'hex') === 16;
    if (!isKey) throw new RangeError(`not 32 hex digits: ${hex}`);
    this.#at += 16;
  }

  bytea(value: Buffer): void {
    this.#length(value.length);
    this.#at += value.copy(this.#bytes, this.#at);
  }

  text(value: string): void {
    const length = Buffer.byteLength(value);
    this.#length(length);
    this.#at += this.#bytes.write(value, this.#at, length, 'utf8');
  }

  null(): void {
    this.#room(4);
    this.#at = this.#bytes.writeInt32BE(-1, this.#at);
  }

  /** All rows as one COPY body, trailer included; nothing may be added after it. */
  end(): Buffer {
    this.#room(2);
    this.#at = this.#bytes.writeInt16BE(-1, this.#at);
    return this.#bytes.subarray(0, this.#at);
  }

  #length(bytes: number): void {
    this.#room(4 + bytes);
    this.#at = this.#bytes.writeInt32BE(bytes, this.#at);
  }

  #writeInt8(value: number): void {
    if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number below 2^53: ${value}`);
    const upper = Math.floor(value / high);
    this.#bytes.writeInt32BE(upper, this.#at);
    this.#at = this.#bytes.writeUInt32BE(value - upper * high, this.#at + 4);
  }

  #room(bytes: number): void {
    if (this.#at + bytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#at + bytes));
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
  }
}
