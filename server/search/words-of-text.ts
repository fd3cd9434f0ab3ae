/** A word as it is indexed, and where it stands in the text. */
export type PlacedWord = { word: string; start: number; end: number };

const shortest = 2;
const longest = 40;
const longestNumber = 15;
/** Letters and digits mixed in one piece of this length are an id or a hash, which nobody remembers. */
const idLike = 16;

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
const run = /[\p{L}\p{N}\p{M}]+/gu;
const isAscii = /^[\x20-\x7e]*$/;

/**
 * The words of a text, in their order: letters and digits, lower case, without accents. What only a machine reads is left
 * out: UUIDs, hashes, very long numbers.
 */
export function wordsOfText(text: string): PlacedWord[] {
  const words: PlacedWord[] = [];
  const readable = text.length >= 36 && text.includes('-') ? text.replace(uuid, blank) : text;
  for (const { 0: piece, index } of readable.matchAll(run)) {
    const word = foldWord(piece);
    if (isWord(word)) words.push({ word, start: index, end: index + piece.length });
  }
  return words;
}

function blank(found: string): string {
  return ' '.repeat(found.length);
}

function foldWord(piece: string): string {
  if (isAscii.test(piece)) return piece.toLowerCase();
  return piece
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function isWord(word: string): boolean {
  if (word.length < shortest || word.length > longest) return false;
  if (/^\d+$/.test(word)) return word.length <= longestNumber;
  return word.length < idLike || !/\d/.test(word);
}
