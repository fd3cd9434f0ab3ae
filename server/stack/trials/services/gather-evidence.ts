import type pg from 'pg';
import { getFlow } from '#server/event-flow/index.ts';
import { serviceNames } from '../../plan/defaults.ts';
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
  outbox: serviceNames
    .map(
      (name) => `select * from (select '${name}' as service, topic, key, event ->> 'event_id' as "eventId",
        published_at is not null as published from ${name}.outbox order by id) of_${name}`,
    )
    .join(' union all '),
} satisfies Partial<Record<keyof Evidence, string>>;

export type Sources = {
  services: pg.Pool;
  console: pg.Pool;
  log: LogEvent[];
  customers: CustomerWord[];
  mayTimeOut: boolean;
  leftovers: string[];
};

/** Reads all that the services, the topics and the console know of the orders. */
export async function gatherEvidence({ services, console, ...known }: Sources): Promise<Evidence> {
  const read = async <Name extends keyof typeof tables>(name: Name): Promise<Evidence[Name]> =>
    // The columns of each query are the fields of its evidence.
    (await services.query(tables[name])).rows as Evidence[Name];
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
    outbox: await read('outbox'),
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
