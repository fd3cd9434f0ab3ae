/** Next hands a page its path as it stood in the URL; a stray % in it is nobody's code for anything. */
export function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
