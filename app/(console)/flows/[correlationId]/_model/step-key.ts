const prefix = 'step:';

/** What a link selects for a step of the process. */
export function stepKey(id: string): string {
  return prefix + id;
}

/** The step's id; null for the key of anything else. */
export function stepIdOf(key: string): string | null {
  return key.startsWith(prefix) ? key.slice(prefix.length) : null;
}
