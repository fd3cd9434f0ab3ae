/** Which ids of a record are business keys by themselves, and what their kinds are called; a mapping adds to them. */
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
  /** What has a beginning and an end, and so makes a flow where no record names one, best first. */
  ofFlows: [
    'order',
    'booking',
    'reservation',
    'shipment',
    'delivery',
    'parcel',
    'payment',
    'invoice',
    'transaction',
    'transfer',
    'claim',
    'ticket',
    'case',
    'job',
    'task',
    'process',
    'workflow',
    'saga',
  ],
} as const;

/** The kind of business key that a header or JSON field names, or null. `restaurantId` and `restaurant_id` are one. */
export function businessKind(name: string): string | null {
  if (/^ce[-_]subject$/i.test(name)) return 'subject';
  const stem = businessKeys.endings.exec(name)?.[1];
  if (stem === undefined) return null;
  const kind = stem
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase();
  return businessKeys.not.has(kind) || !/^[a-z][a-z0-9_]*$/.test(kind) ? null : kind;
}
