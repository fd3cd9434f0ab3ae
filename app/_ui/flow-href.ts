/** The address of a flow's page; a correlation id may hold any character. */
export function flowHref(correlationId: string): string {
  return `/flows/${encodeURIComponent(correlationId)}`;
}
