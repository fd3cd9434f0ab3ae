const longest = 64;
const places = 1_024;
const printable = /^[\x20-\x7e]+$/;

/**
 * The names that headers usually have, by their bytes: the same few come with every record, and comparing bytes costs less
 * than making a text of them. Of two names for one place the later one stays.
 */
export class HeaderNames {
  readonly #names: (string | undefined)[] = Array.from({ length: places });

  /** The text of these bytes when it is known; null says nothing. */
  find(source: Buffer, start: number, end: number): string | null {
    const length = end - start;
    if (length === 0 || length > longest) return null;
    const name =
      this.#names[placeOf(length, source[start] ?? 0, source[end - 1] ?? 0, source[start + (length >> 1)] ?? 0)];
    if (name === undefined || name.length !== length) return null;
    for (let at = 0; at < length; at += 1) if (name.charCodeAt(at) !== source[start + at]) return null;
    return name;
  }

  /** Only plain ASCII names are kept: of these a character is a byte. */
  add(name: string): void {
    const { length } = name;
    if (length > longest || !printable.test(name)) return;
    const place = placeOf(length, name.charCodeAt(0), name.charCodeAt(length - 1), name.charCodeAt(length >> 1));
    this.#names[place] = name;
  }
}

function placeOf(length: number, first: number, last: number, middle: number): number {
  return (length * 31 + first * 7 + last * 131 + middle * 17) % places;
}
