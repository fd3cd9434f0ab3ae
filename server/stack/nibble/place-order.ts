import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { StackProblem } from '../plan/stack-problem.ts';
import { callDoor } from './call-door.ts';
import { doorOf, type StackDoors } from './find-stack.ts';
import { followOrder } from './follow-order.ts';
import { readArgs, sayJson, type Verb } from './verb.ts';

const placed = z.object({ orderId: z.string(), correlationId: z.string(), status: z.string(), totalCents: z.int() });
const restaurants = z.object({ items: z.array(z.object({ id: z.string(), open: z.boolean() })) });
const menu = z.object({
  items: z.array(z.object({ sku: z.string(), available: z.boolean(), soldOut: z.boolean() })),
});

const options = {
  restaurant: { type: 'string' },
  item: { type: 'string', multiple: true },
  customer: { type: 'string' },
  token: { type: 'string' },
  channel: { type: 'string' },
  street: { type: 'string' },
  follow: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

export const placeOrder: Verb = {
  what: 'places an order, as a customer would',
  usage: `npm run nibble -- place [--restaurant trattoria-sole] [--item pizza-margherita:2]… [--customer c-1]
    [--token tok_visa|tok_sepa|tok_refused|tok_expired] [--channel app|web|phone] [--street "Lindenweg 3"] [--follow] [--json]
What is not said is chosen.`,
  async run(args, find) {
    const { values } = readArgs(args, options, placeOrder.usage);
    const stack = await find();
    const body = {
      customerId: values.customer ?? 'c-1000',
      ...(await chooseMeal(stack, values.restaurant, values.item)),
      address: { street: values.street ?? 'Lindenweg 3', city: 'Berlin' },
      paymentToken: values.token ?? 'tok_visa',
      ...(values.channel && { channel: values.channel }),
    };
    const request = { method: 'POST', body, headers: { 'idempotency-key': randomUUID() } };
    const order = await callDoor(`${doorOf(stack, 'orders')}/orders`, placed, request);
    if (values.json) sayJson(order);
    else sayPlaced(order, body.restaurantId, stack);
    return values.follow ? await followOrder.run([order.orderId], find) : 0;
  },
};

export const cancelOrder: Verb = {
  what: 'cancels an order',
  usage: 'npm run nibble -- cancel <order> [--json]',
  async run(args, find) {
    const { values, positionals } = readArgs(args, { json: { type: 'boolean' } }, cancelOrder.usage);
    const [orderId] = positionals;
    if (orderId === undefined) throw new StackProblem('Which order?', cancelOrder.usage);
    const url = `${doorOf(await find(), 'orders')}/orders/${encodeURIComponent(orderId)}/cancel`;
    const order = await callDoor(url, z.looseObject({ status: z.string() }), { method: 'POST' });
    if (values.json) sayJson(order);
    else console.log(`${orderId} is ${order.status}.`);
    return 0;
  },
};

function sayPlaced(
  { orderId, correlationId, totalCents }: z.output<typeof placed>,
  restaurant: string,
  stack: StackDoors,
) {
  console.log(`${orderId} at ${restaurant}, ${(totalCents / 100).toFixed(2)} EUR`);
  if (stack.web) console.log(`  see     ${stack.web}/flows/${encodeURIComponent(correlationId)}`);
  console.log(`  follow  npm run nibble -- follow ${orderId}`);
}

async function chooseMeal(stack: StackDoors, restaurant: string | undefined, items: string[] | undefined) {
  const restaurantId = restaurant ?? (await firstOpen(stack));
  const chosen = items ? items.map(readItem) : [{ sku: await firstDish(stack, restaurantId), quantity: 1 }];
  return { restaurantId, items: chosen };
}

function readItem(text: string) {
  const [sku = '', count = '1'] = text.split(':');
  const quantity = Number(count);
  if (sku !== '' && Number.isInteger(quantity) && quantity > 0) return { sku, quantity };
  throw new StackProblem(`--item ${text} is not a dish and a number.`, '--item pizza-margherita:2');
}

async function firstOpen(stack: StackDoors): Promise<string> {
  const { items } = await callDoor(`${doorOf(stack, 'restaurants')}/restaurants`, restaurants);
  const found = items.find(({ open }) => open);
  if (!found) throw new StackProblem('No restaurant is open now.', 'a moment of patience');
  return found.id;
}

async function firstDish(stack: StackDoors, restaurantId: string): Promise<string> {
  const url = `${doorOf(stack, 'restaurants')}/restaurants/${encodeURIComponent(restaurantId)}/menu`;
  const dish = (await callDoor(url, menu)).items.find(({ available, soldOut }) => available && !soldOut);
  if (!dish) throw new StackProblem(`${restaurantId} has nothing to eat now.`, 'another --restaurant');
  return dish.sku;
}
