/** `Order 4711`: the name by which people know a flow. Null where it has none. */
export function businessLabel(business: { kind: string; id: string } | null): string | null {
  if (!business) return null;
  const kind = business.kind.replaceAll('_', ' ');
  return `${kind.charAt(0).toUpperCase()}${kind.slice(1)} ${business.id}`;
}
