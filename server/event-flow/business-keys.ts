/** Which ids of a record are business keys, and what their kinds are called; data, so that it can become a setting. */
export const businessKeys = {
  /** A field or header with this ending is a business key; what stands before the ending is its kind. */
  endings: /^(.{1,40}?)(?:_id|-id|Id|ID)$/,
  /** Ids of the envelope, of traces and of message brokers are not. */
  not: new Set([
    'event',
    'correlation',
    'causation',
    'trace',
    'span',
    'parent',
    'message',
    'schema',
    'request',
    'conversation',
    'client',
  ]),
  /** How deep a JSON value is looked into, and how many keys one record may give. */
  depth: 4,
  most: 16,
  longest: 200,
  /** Which key stands for the whole flow in a list, best first. */
  mainFirst: ['order', 'booking', 'invoice', 'payment', 'delivery', 'shipment', 'driver', 'restaurant', 'customer'],
} as const;

/** The kind of business key that a header or JSON field names, or null. `restaurantId` and `restaurant_id` are one. */
export function businessKind(name: string): string | null {
  const stem = businessKeys.endings.exec(name)?.[1];
  if (stem === undefined) return null;
  const kind = stem
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase();
  return businessKeys.not.has(kind) || !/^[a-z][a-z0-9_]*$/.test(kind) ? null : kind;
}
