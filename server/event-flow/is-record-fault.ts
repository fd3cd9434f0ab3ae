// Data exceptions, constraint violations, program limits: the same bytes would be refused again.
const faultClasses = new Set(['22', '23', '54']);

/** Whether an error comes of what is written, rather than of the database being away or busy. */
export function isRecordFault(error: unknown): boolean {
  if (error instanceof RangeError || error instanceof TypeError) return true;
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' && code.length === 5 && faultClasses.has(code.slice(0, 2));
}
