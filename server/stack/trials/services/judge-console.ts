import type { Evidence } from './evidence.ts';
import { process } from './read-process.ts';

/** The console tells every order's flow as the log has it, record by record, and knows how it ended. */
export function judgeConsole({ flows, log, customers, orders }: Evidence): string[] {
  const inLog = Map.groupBy(log, ({ correlationId }) => correlationId);
  const told = new Map(flows.map((flow) => [flow.correlationId, flow]));
  const ends = new Map(orders.map(({ orderId, type }) => [orderId, process.ends.get(type)]));
  return customers.flatMap(({ orderId, correlationId }) => {
    const flow = told.get(correlationId);
    if (!flow) return [`Order ${orderId}: the console does not know its flow.`];
    const should = (inLog.get(correlationId) ?? []).map(
      ({ topic, partition, offset }) => `${topic}/${partition}/${offset}`,
    );
    // What was tried again stands in topics of its own beside those that are listened to.
    const records = flow.records.filter((record) => !/\.(retry\.\d+|dlq)\//.test(record));
    const lacks = should.filter((record) => !records.includes(record));
    const repeats = records.length - new Set(records).size;
    const faults: string[] = [];
    if (flow.status !== ends.get(orderId))
      faults.push(`Order ${orderId}: the console has it as ${flow.status}, and it is ${ends.get(orderId)}.`);
    if (lacks.length > 0) faults.push(`Order ${orderId}: the console lacks ${lacks.join(', ')}.`);
    if (repeats > 0) faults.push(`Order ${orderId}: the console shows ${repeats} records twice.`);
    if (records.length - repeats > should.length)
      faults.push(`Order ${orderId}: the console shows records that are not its own.`);
    return faults;
  });
}
