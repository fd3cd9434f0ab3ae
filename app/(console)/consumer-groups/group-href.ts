/** The address of a group's page; its name may hold any character. */
export function groupHref(group: string): string {
  return `/consumer-groups/${encodeURIComponent(group)}`;
}
