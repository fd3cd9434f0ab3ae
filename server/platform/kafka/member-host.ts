/** The broker writes addresses as Java prints them, with a slash where a name would stand. */
export function memberHost(text: string | null): string {
  return (text ?? '').replace(/^\//, '');
}
