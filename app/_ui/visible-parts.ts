/** A stretch of text as it is, or one character that no screen shows, by its code point. */
export type VisiblePart = { kind: 'text'; text: string } | { kind: 'mark'; code: number };

// Control and format characters, separators of lines, and halves of a pair that stand alone.
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const joiner = 0x200d;
const pictureBefore = /(?:\p{Extended_Pictographic}|\u{fe0f}|\p{Emoji_Modifier})$/u;

/**
 * Splits text where a character would not be seen, or would change how the text around it is seen (a right-to-left
 * override, say), so that each can be drawn as a mark. Tabs stay; so do the joiners that make one emoji of several.
 */
export function visibleParts(text: string): VisiblePart[] {
  const parts: VisiblePart[] = [];
  let from = 0;
  for (const { 0: character, index } of text.matchAll(hidden)) {
    const code = character.codePointAt(0) ?? 0;
    if (character === '\t' || (code === joiner && pictureBefore.test(text.slice(Math.max(0, index - 4), index))))
      continue;
    if (index > from) parts.push({ kind: 'text', text: text.slice(from, index) });
    parts.push({ kind: 'mark', code });
    from = index + character.length;
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) });
  return parts;
}

const mostInLine = 300;

/** The text where only a text can stand (a tip, a name for a screen reader): marks as `⟨U+202E⟩`, cut where it is long. */
export function visibleLine(text: string): string {
  const parts = visibleParts(text.slice(0, mostInLine));
  const line = parts.map((part) => (part.kind === 'text' ? part.text : `⟨${codePointName(part.code)}⟩`)).join('');
  return text.length > mostInLine ? `${line}…` : line;
}

/** `U+202E`. */
export function codePointName(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

const names: Record<number, string> = {
  0: 'NUL',
  9: 'tab',
  10: 'line feed',
  13: 'carriage return',
  27: 'escape',
  173: 'soft hyphen',
  8203: 'zero-width space',
  8206: 'left-to-right mark',
  8207: 'right-to-left mark',
  8232: 'line separator',
  8233: 'paragraph separator',
  8234: 'left-to-right embedding',
  8235: 'right-to-left embedding',
  8236: 'end of an embedding',
  8237: 'left-to-right override',
  8238: 'right-to-left override',
  8294: 'left-to-right isolate',
  8295: 'right-to-left isolate',
  8297: 'end of an isolate',
  65279: 'byte order mark',
};

/** What the character is called where it has a name that says something. */
export function codePointWords(code: number): string {
  if (code >= 0xd800 && code <= 0xdfff) return 'half of a surrogate pair';
  return names[code] ?? 'a character that is not shown';
}
