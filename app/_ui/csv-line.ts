// What spreadsheets take for the beginning of a formula, wide forms too (OWASP, CSV injection).
const formula = /^[\s]*[=+\-@＝＋－＠\t\r\n]/;
const needsQuotes = /[",;\r\n\t]|^\s|\s$/;

/**
 * One line of CSV (RFC 4180) with its end. Text from outside that a spreadsheet would run as a formula gets an apostrophe
 * before it; numbers stay numbers, null is an empty cell.
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

function cellOf(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = formula.test(value) ? `'${value}` : value;
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
