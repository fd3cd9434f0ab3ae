/** A record of a topic, read as an event. */
export type LogEvent = {
  topic: string;
  partition: number;
  offset: bigint;
  key: string;
  eventId: string;
  type: string;
  correlationId: string;
  causationId: string | null;
  data: Record<string, unknown>;
};

/** What one customer wanted, and what the answers said. */
export type CustomerWord = {
  /** Sent with the order, so it names the flow though no answer came. */
  correlationId: string;
  /** Refused at the beginning (`card`), by the kitchen, when the money is taken, or at a door that nobody finds; `plain` arrives unless the customer cancels. */
  kind: 'plain' | 'card' | 'kitchen' | 'capture' | 'door';
  orderId: string;
  totalCents: number;
  /** The answer to the wish to cancel; null when there was no such wish. */
  cancelled: 'yes' | 'too late' | null;
  /** The street of the last new address that was taken; null when there was none. */
  movedTo: string | null;
};

/** One service's outbox in the order of its rows. */
export type OutboxRow = { service: string; topic: string; key: string; eventId: string; published: boolean };

/** All that can be known once the orders have ended: tables of the services, topics, the console's store. */
export type Evidence = {
  customers: CustomerWord[];
  /** Services were away for so long that deadlines of the process may have passed. */
  mayTimeOut: boolean;
  /** Every record of the topics, each partition in order. */
  log: LogEvent[];
  orders: { orderId: string; version: number; eventId: string; type: string }[];
  payments: { orderId: string; status: string; amountCents: number }[];
  ledger: { orderId: string; entry: string; amountCents: number }[];
  tickets: { orderId: string; status: string }[];
  deliveries: { orderId: string; status: string; street: string | null }[];
  busyDrivers: { driverId: string; orderId: string }[];
  notifications: { orderId: string; template: string; recipientId: string; sent: boolean }[];
  orderFigures: { orderId: string; outcome: string | null; totalCents: number }[];
  deliveryFigures: { orderId: string; ended: boolean }[];
  outbox: OutboxRow[];
  /** What orders earned; null where loyalty did not take part, for want of a Python. */
  points: { orderId: string; points: number; takenBack: boolean }[] | null;
  /** What should be empty by now: `payments: 3 timers`. */
  leftovers: string[];
  /** As the console tells them; records as `topic/partition/offset`. */
  flows: { correlationId: string; status: string | null; records: string[] }[];
};

/** What a judge says: one sentence a fault, each naming the order it is about. */
export type Judge = (evidence: Evidence) => string[];
