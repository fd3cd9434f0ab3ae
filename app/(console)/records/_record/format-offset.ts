/** `88 214`: an offset in groups of three, so that two of them can be compared by eye. The spaces do not break. */
export function formatOffset(offset: string): string {
  return offset.replaceAll(/\B(?=(\d{3})+$)/g, '\u202f');
}
