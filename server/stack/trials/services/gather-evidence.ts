import type pg from 'pg';
import { getFlow } from '#server/event-flow/index.ts';
import type { CustomerWord, Evidence, LogEvent } from './evidence.ts';

const mostRecords = 5_000;

const tables = {
  orders: `select order_id as "orderId", version, event_id as "eventId", type from orders.order_event order by 1, 2`,
  payments: `select order_id as "orderId", status, amount_cents as "amountCents" from payments.payment`,
  ledger: `select order_id as "orderId", entry, amount_cents as "amountCents" from payments.ledger order by id`,
  tickets: `select order_id as "orderId", status from restaurants.ticket`,
  deliveries: `select order_id as "orderId", status, dropoff ->> 'street' as street from drivers.delivery`,
  busyDrivers: `select id as "driverId", busy_with as "orderId" from drivers.driver where busy_with is not null`,
  notifications: `select order_id as "orderId", template, recipient_id as "recipientId", sent_at is not null as sent
    from notifications.notification`,
  orderFigures: `select order_id as "orderId", outcome, total_cents as "totalCents" from analytics.order_figure`,
  deliveryFigures: `select order_id as "orderId", delivered_at is not null as ended from analytics.delivery_figure`,
} satisfies Partial<Record<keyof Evidence, string>>;

const points = `select order_id as "orderId", points, taken_back_at is not null as "takenBack" from loyalty.points`;

function outboxes(names: readonly string[]): string {
  const each = names.map(
    (name) => `select * from (select '${name}' as service, topic, key, event ->> 'event_id' as "eventId",
      published_at is not null as published from ${name}.outbox order by id) of_${name}`,
  );
  return each.join(' union all ');
}

export type Sources = {
  /** Who took part. */
  names: readonly string[];
  services: pg.Pool;
  console: pg.Pool;
  log: LogEvent[];
  customers: CustomerWord[];
  mayTimeOut: boolean;
  leftovers: string[];
};

/** Reads all that the services, the topics and the console know of the orders. */
export async function gatherEvidence({ names, services, console, ...known }: Sources): Promise<Evidence> {
  const rows = async (query: string) => (await services.query(query)).rows;
  const read = async <Name extends keyof typeof tables>(name: Name): Promise<Evidence[Name]> =>
    // The columns of each query are the fields of its evidence.
    (await rows(tables[name])) as Evidence[Name];
  return {
    ...known,
    orders: await read('orders'),
    payments: await read('payments'),
    ledger: await read('ledger'),
    tickets: await read('tickets'),
    deliveries: await read('deliveries'),
    busyDrivers: await read('busyDrivers'),
    notifications: await read('notifications'),
    orderFigures: await read('orderFigures'),
    deliveryFigures: await read('deliveryFigures'),
    outbox: await rows(outboxes(names)),
    points: names.includes('loyalty') ? await rows(points) : null,
    flows: await readFlowsOf(console, known.customers),
  };
}

async function readFlowsOf(console: pg.Pool, customers: CustomerWord[]): Promise<Evidence['flows']> {
  const flows: Evidence['flows'] = [];
  for (const { correlationId } of customers) {
    const flow = await getFlow(console, correlationId, { limit: mostRecords });
    if (flow) flows.push({ correlationId, status: flow.status, records: flow.events.map(({ record }) => record) });
  }
  return flows;
}
