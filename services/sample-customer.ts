import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { z } from 'zod';
import { validateEvent } from '#schemas/dictionary.ts';
import type { KafkaRecord } from '#server/platform/kafka/index.ts';
import { eventually } from '#server/platform/testing/index.ts';
import type { House, ServiceName } from './sample-house.ts';

const placedSchema = z.object({
  orderId: z.string(),
  correlationId: z.string(),
  status: z.string(),
  totalCents: z.int(),
});
const eventSchema = z.object({
  event_id: z.string(),
  event_type: z.string(),
  correlation_id: z.string(),
  causation_id: z.string().optional(),
  source_service: z.string(),
  data: z.record(z.string(), z.unknown()),
});

export type SeenEvent = z.infer<typeof eventSchema> & { record: KafkaRecord };
export type Answer = { status: number; headers: Headers; body: unknown };

export const pizza = {
  customerId: 'c-1',
  restaurantId: 'trattoria-sole',
  items: [{ sku: 'pizza-margherita', quantity: 2 }],
};

/** What a customer can do, and what a listener on the topics can see of it. */
export function createCustomer(house: House) {
  const call = async (
    service: ServiceName,
    method: string,
    path: string,
    body?: unknown,
    headers = {},
  ): Promise<Answer> => {
    const response = await fetch(`${house.urlOf(service)}${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
  };
  /** As a customer would: again while the answer is "not now", which a very busy machine may say at any time. */
  const ask: typeof call = (...request) =>
    eventually(
      async () => {
        const answer = await call(...request);
        return answer.status !== 503 && answer;
      },
      { timeoutMs: 45_000, what: `an answer to ${request[1]} ${request[2]}`, everyMs: 200 },
    );
  const place = async (order: object = pizza, headers = {}) => {
    const answer = await ask('orders', 'POST', '/orders', order, { 'idempotency-key': randomUUID(), ...headers });
    expect(answer.body).toMatchObject({ status: 'placed' });
    return placedSchema.parse(answer.body);
  };
  const seen: SeenEvent[] = [];
  const eventsOf = (correlationId: string) => {
    seen.push(...house.records.slice(seen.length).map(seenEvent));
    return seen.filter((event) => event.correlation_id === correlationId);
  };
  const typesOf = (correlationId: string) => eventsOf(correlationId).map(({ event_type }) => event_type);
  const heard = (correlationId: string, types: string[]) =>
    eventually(() => types.every((type) => typesOf(correlationId).includes(type)), {
      timeoutMs: 45_000,
      what: `${types.join(', ')} in ${correlationId}`,
    });
  return { call, ask, place, eventsOf, typesOf, heard };
}

/** A record as an event, held against its schema. */
function seenEvent(record: KafkaRecord): SeenEvent {
  const value: unknown = JSON.parse(String(record.value));
  expect(validateEvent(value)).toEqual({ state: 'valid', errors: [] });
  return { ...eventSchema.parse(value), record };
}
