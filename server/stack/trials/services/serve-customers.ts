import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Random } from '#server/platform/random/index.ts';
import type { CustomerWord } from './evidence.ts';
import type { TopicListener } from './listen-to-topics.ts';
import { type CustomerPlan, planCustomer } from './plan-customers.ts';

const placedSchema = z.object({ orderId: z.string(), totalCents: z.int() });
const timeoutMs = 10_000;
const patienceMs = 600_000;
const firstPauseMs = 100;
const longestPauseMs = 4_000;

/** What a customer was told; status null where nobody answered. */
export type Answer = { method: string; path: string; status: number | null; body: unknown };

export type Shop = {
  ordersUrl: string;
  listener: TopicListener;
  random: Random;
  note(fact: object): void;
  hear(answer: Answer): void;
};
export type Served = { words: CustomerWord[]; faults: string[]; retries: number };

type Visit = Shop & { served: Served; correlationId: string };

/** `count` customers come one after another, `gapMs` apart on average; resolves when each has had all answers. */
export async function serveCustomers(shop: Shop, count: number, gapMs: number): Promise<Served> {
  const served: Served = { words: [], faults: [], retries: 0 };
  const visits: Promise<void>[] = [];
  for (let number = 0; number < count; number += 1) {
    const visit = { ...shop, served, correlationId: randomUUID() };
    visits.push(comeAndOrder(visit, planCustomer(shop.random)));
    await delay(shop.random.share() * 2 * gapMs);
  }
  await Promise.all(visits);
  return served;
}

async function comeAndOrder(visit: Visit, plan: CustomerPlan): Promise<void> {
  const { correlationId, served } = visit;
  const headers = { 'idempotency-key': randomUUID(), 'x-correlation-id': correlationId };
  try {
    const placed = placedSchema.parse(await askUntilAnswered(visit, 'POST', '/orders', plan.body, headers, 201));
    visit.note({ placed: placed.orderId, correlationId, kind: plan.kind });
    const word: CustomerWord = { ...placed, correlationId, kind: plan.kind, cancelled: null, movedTo: null };
    served.words.push(word);
    const path = `/orders/${placed.orderId}`;
    if (plan.moveTo !== null) {
      const address = { street: plan.moveTo, city: 'Berlin' };
      const moved = await askUntilAnswered(visit, 'PATCH', path, { address }, {}, 200);
      if (moved !== 'too late') word.movedTo = plan.moveTo;
    }
    if (plan.cancelAt === null || !(await hears(visit, plan.cancelAt))) return;
    const answer = await askUntilAnswered(visit, 'POST', `${path}/cancel`, undefined, {}, 200);
    word.cancelled = answer === 'too late' ? 'too late' : 'yes';
    visit.note({ cancelled: placed.orderId, at: plan.cancelAt, answer: word.cancelled });
  } catch (error) {
    served.faults.push(`The customer of flow ${correlationId}: ${error instanceof Error ? error.message : error}`);
  }
}

/** False when the order ended before it came that far. */
async function hears({ listener, correlationId }: Visit, type: string): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += 20) {
    if (listener.heard(correlationId, type)) return true;
    if (listener.heard(correlationId, 'order.cancelled') || listener.heard(correlationId, 'order.completed'))
      return false;
    await delay(20);
  }
  throw new Error(`${type} was not heard within ${patienceMs / 1000} s`);
}

/** As a customer does: again, with the same key, while the connection breaks or the answer is "not now". */
async function askUntilAnswered(
  visit: Visit,
  method: string,
  path: string,
  body: object | undefined,
  headers: Record<string, string>,
  wanted: number,
): Promise<unknown> {
  const deadline = Date.now() + patienceMs;
  let last = 'no answer';
  for (let pauseMs = firstPauseMs; Date.now() < deadline; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const answer = await ask(visit.ordersUrl + path, method, body, headers);
    visit.hear({ method, path, ...answer });
    if (answer.status === wanted) return answer.body;
    if (answer.status === 409) return 'too late';
    // A kitchen that is busy or has run out takes the same order a little later.
    if (answer.status !== null && answer.status !== 503 && !(answer.status === 422 && path === '/orders')) {
      throw new Error(`${method} ${path} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    }
    last = String(answer.status ?? answer.body);
    visit.served.retries += 1;
    await delay(visit.random.whole(0, pauseMs));
  }
  throw new Error(`${method} ${path} was not answered within ${patienceMs / 1000} s (${last})`);
}

async function ask(url: string, method: string, body: object | undefined, headers: Record<string, string>) {
  try {
    const response = await fetch(url, {
      method,
      headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
      body: body ? JSON.stringify(body) : null,
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: response.status, body: (await response.json()) as unknown };
  } catch (error) {
    return { status: null, body: String(error) };
  }
}
