export type JsonToken = { kind: 'key' | 'string' | 'number' | 'word' | 'mark'; text: string };

export type JsonLine = {
  indent: number;
  tokens: JsonToken[];
  /** Where the value of this line stands, as a JSON pointer (RFC 6901); null for lines that only close, and for plain text. */
  path: string | null;
  /** Index of the line that closes what this one opens; null where it opens nothing. */
  end: number | null;
};

// Strings in one run: an alternative for each character would exhaust the stack on one of a megabyte.
const pattern = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[[\]{},:]/g;

/**
 * JSON set out in lines, or null where the text is no JSON. Works on the text itself, because parsing would round numbers
 * beyond 2^53 and drop repeated keys; what stands in the record is what is shown.
 */
export function jsonLines(text: string): JsonLine[] | null {
  const bare = text.startsWith(byteOrderMark) ? text.slice(1) : text;
  if (!isJson(bare)) return null;
  const printer = new Printer();
  const tokens = bare.match(pattern) ?? [];
  tokens.forEach((token, index) => {
    printer.take(token, tokens[index + 1]);
  });
  return printer.lines;
}

const byteOrderMark = '\ufeff';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** An object or array that is open: where it stands, which line opened it, and how many values of it began. */
type Open = { path: string; line: number; isList: boolean; count: number };

class Printer {
  readonly lines: JsonLine[] = [{ indent: 0, tokens: [], path: '', end: null }];
  readonly #open: Open[] = [];
  #path = '';

  take(token: string, next: string | undefined): void {
    switch (token) {
      case '{':
      case '[':
        this.#add('mark', token);
        this.#open.push({ path: this.#path, line: this.lines.length - 1, isList: token === '[', count: 0 });
        if (next !== '}' && next !== ']') this.#newLine();
        return;
      case '}':
      case ']':
        this.#close(token);
        return;
      case ',':
        this.#add('mark', token);
        this.#newLine();
        return;
      case ':':
        this.#add('mark', ': ');
        return;
      default:
        this.#value(token, next);
    }
  }

  #value(token: string, next: string | undefined): void {
    const kind = kindOf(token, next);
    const inside = this.#open.at(-1);
    if (kind === 'key' && inside) this.#standAt(`${inside.path}/${pointerPart(token)}`);
    this.#add(kind, token);
  }

  #close(token: string): void {
    const opened = this.#open.pop();
    if (this.#endsWithOpening()) this.#add('mark', token);
    else {
      this.lines.push({ indent: this.#open.length, tokens: [], path: null, end: null });
      this.#add('mark', token);
      const line = opened && this.lines[opened.line];
      if (line) line.end = this.lines.length - 1;
    }
  }

  #standAt(path: string): void {
    this.#path = path;
    const line = this.lines.at(-1);
    if (line) line.path = path;
  }

  #add(kind: JsonToken['kind'], text: string): void {
    this.lines.at(-1)?.tokens.push({ kind, text });
  }

  #newLine(): void {
    this.lines.push({ indent: this.#open.length, tokens: [], path: null, end: null });
    const inside = this.#open.at(-1);
    if (inside?.isList) this.#standAt(`${inside.path}/${inside.count++}`);
  }

  /** An empty object or array stays on its line. */
  #endsWithOpening(): boolean {
    const last = this.lines.at(-1)?.tokens.at(-1);
    return last?.kind === 'mark' && (last.text === '{' || last.text === '[');
  }
}

function kindOf(token: string, next: string | undefined): JsonToken['kind'] {
  if (token.startsWith('"')) return next === ':' ? 'key' : 'string';
  return /^[tfn]/.test(token) ? 'word' : 'number';
}

/** The name without its quotes and escapes, in the escapes of a pointer. */
function pointerPart(key: string): string {
  const name: unknown = JSON.parse(key);
  return String(name).replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The text of a line as it is drawn, for searching and copying. */
export function textOfLine(line: JsonLine): string {
  return '  '.repeat(line.indent) + line.tokens.map((token) => token.text).join('');
}
