export type JsonToken = { kind: 'key' | 'string' | 'number' | 'word' | 'mark'; text: string };
export type JsonLine = { indent: number; tokens: JsonToken[] };

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

class Printer {
  readonly lines: JsonLine[] = [{ indent: 0, tokens: [] }];
  #indent = 0;

  take(token: string, next: string | undefined): void {
    switch (token) {
      case '{':
      case '[':
        this.#add('mark', token);
        this.#indent++;
        if (next !== '}' && next !== ']') this.#newLine();
        return;
      case '}':
      case ']':
        this.#indent--;
        if (this.#endsWithOpening()) this.#add('mark', token);
        else {
          this.#newLine();
          this.#add('mark', token);
        }
        return;
      case ',':
        this.#add('mark', token);
        this.#newLine();
        return;
      case ':':
        this.#add('mark', ': ');
        return;
      default:
        this.#add(kindOf(token, next), token);
    }
  }

  #add(kind: JsonToken['kind'], text: string): void {
    this.lines.at(-1)?.tokens.push({ kind, text });
  }

  #newLine(): void {
    this.lines.push({ indent: this.#indent, tokens: [] });
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

/** The text of a line as it is drawn, for searching and copying. */
export function textOfLine(line: JsonLine): string {
  return '  '.repeat(line.indent) + line.tokens.map((token) => token.text).join('');
}
