const perLine = 16;

/** Bytes as a hex dump, a line sixteen: `00000010  7b 22 61 …  |{"a|`. For what is neither JSON nor text. */
export function hexLines(bytes: Uint8Array): string[] {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += perLine) {
    const chunk = [...bytes.subarray(at, at + perLine)];
    const hex = chunk.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const text = chunk.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')).join('');
    lines.push(`${at.toString(16).padStart(8, '0')}  ${hex.padEnd(perLine * 3 - 1)}  ${text}`);
  }
  return lines;
}
