/** The dictionary's word for an event type in one version. */
export function typedWord(type: string, version: number): string {
  return `${type} ${version}`;
}

/** What `typedWord` wrote; a type may hold spaces, a version is always the last word. */
export function readTypedWord(text: string): { type: string; version: number } {
  const at = text.lastIndexOf(' ');
  return { type: text.slice(0, at), version: Number(text.slice(at + 1)) };
}
