import { z } from 'zod';
import type { Answer } from '../services/serve-customers.ts';

export type HeardAnswer = Answer & { away: string };

const problem = z.object({ detail: z.string() });
/** One sentence that a customer understands: begins like one, ends like one, and is one. */
const sentence = /^[A-Z][^\n]{10,200}[.!]$/;

/** While a service is away orders are taken all the same, or refused in one clear sentence; only orders itself may be silent. */
export function judgeAnswers(heard: readonly HeardAnswer[]): string[] {
  const placing = heard.filter(({ method, path }) => method === 'POST' && path === '/orders');
  const faults = placing.flatMap(({ away, status, body }) => {
    if (status === 201 || (away === 'orders' && status === null)) return [];
    if (status === null) return [`While ${away} was away, nobody answered who wanted to order.`];
    const told = problem.safeParse(body);
    const isClear = told.success && sentence.test(told.data.detail);
    return isClear ? [] : [`While ${away} was away, an order was answered ${status}: ${JSON.stringify(body)}.`];
  });
  const outages = [...new Set(heard.map(({ away }) => away))].filter((away) => away !== 'orders');
  const refused = outages.filter((away) => !placing.some((answer) => answer.away === away && answer.status === 201));
  return [...new Set(faults), ...refused.map((away) => `While ${away} was away, no order was taken.`)];
}

/** How many orders were taken and refused, by who was away. */
export function countAnswers(heard: readonly HeardAnswer[]): Record<string, Record<string, number>> {
  const placing = heard.filter(({ method, path }) => method === 'POST' && path === '/orders');
  const byService = Map.groupBy(placing, ({ away }) => away);
  return Object.fromEntries(
    [...byService].map(([away, answers]) => {
      const counts = Map.groupBy(answers, ({ status }) => String(status ?? 'silent'));
      return [away, Object.fromEntries([...counts].map(([status, list]) => [status, list.length]))];
    }),
  );
}
