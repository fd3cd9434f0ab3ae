const narrow = new Set("iljtfrI.,:;'|!()[] ");
const wide = new Set('mwMW@%');

/** Width of a text in Inter at `size` px, estimated from above: a layout without a DOM must not let labels touch. */
export function estimateTextWidth(text: string, size = 11.5): number {
  let ems = 0;
  for (const letter of text) ems += widthOf(letter);
  return ems * size;
}

/** Width of a text in the monospaced face at `size` px. */
export function monoTextWidth(text: string, size = 11): number {
  return [...text].length * size * 0.61;
}

function widthOf(letter: string): number {
  if (narrow.has(letter)) return 0.36;
  if (wide.has(letter)) return 0.92;
  if (letter >= 'A' && letter <= 'Z') return 0.72;
  return letter.charCodeAt(0) > 0x2e80 ? 1.05 : 0.61;
}
