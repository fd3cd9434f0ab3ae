import type { KafkaRecord } from '#server/platform/kafka/index.ts';

/** One line about a record: when, where, what, and the fields that say most. */
export function tellRecord({ topic, partition, offset, timestamp, key, value, headers }: KafkaRecord): string {
  const event = parse(value);
  const type =
    textOf(event, 'event_type') ?? headers.find(([name]) => name === 'event_type')?.[1]?.toString() ?? '(no type)';
  const at = new Date(Number(timestamp)).toISOString().slice(11, 23);
  const dead = headers.find(([name]) => name === 'dlq.error.message')?.[1]?.toString();
  const told = dead ?? tellData(fieldOf(event, 'data'));
  return `${at} ${topic}/${partition}/${offset} ${type} ${key?.toString() ?? '–'} ${told}`.trimEnd();
}

const telling = [
  'status',
  'reason',
  'detail',
  'driver_name',
  'restaurant_name',
  'amount_cents',
  'total_cents',
  'template',
  'changed',
];

/** The fields of an event's data that a person looks for. */
export function tellData(data: unknown): string {
  const parts = telling.flatMap((name) => {
    const value = fieldOf(data, name);
    if (value === undefined || value === null) return [];
    return [name.endsWith('_cents') ? `${(Number(value) / 100).toFixed(2)} EUR` : String(value)];
  });
  return parts.join(', ');
}

export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function textOf(value: unknown, name: string): string | undefined {
  const found = fieldOf(value, name);
  return typeof found === 'string' ? found : undefined;
}

function parse(value: Buffer | null): unknown {
  try {
    return value === null ? undefined : JSON.parse(value.toString());
  } catch {
    return undefined;
  }
}
