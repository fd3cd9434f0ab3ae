import type { OutgoingHeader, OutgoingMessage } from '#server/platform/kafka/index.ts';
import type { Random } from '#server/platform/random/index.ts';

export type KnownRecord = OutgoingMessage & {
  key: Buffer | string | null;
  value: Buffer | string | null;
  headers: OutgoingHeader[];
  partition: number;
  timestamp: bigint;
};

type Flow = { correlation: string; order: string; customer: string };

const dayMs = 86_400_000;
const flowsAtOnce = 40;
const sizes = [0, 1, 30, 200, 200, 200, 900, 900, 900, 5_000];
// Seldom: an outage must leave a backlog of records, not of bytes.
const largeSizes = [40_000, 300_000];
const types = ['order.created', 'order.confirmed', 'payment.authorized', 'driver.assigned', 'order.completed'];

/** Makes records from a seed, no two alike in their bytes: well-behaved events and all that a log may hold besides. */
export function createKnownRecords(random: Random, producer: string, partitions: number): () => KnownRecord {
  const noise = Buffer.from(Array.from({ length: 400_000 }, () => random.whole(0, 255)));
  const flows = Array.from({ length: flowsAtOnce }, () => createFlow(random));
  let serial = 0;

  function flow(): Flow {
    const index = random.whole(0, flowsAtOnce - 1);
    if (random.share() < 0.1) flows[index] = createFlow(random);
    return flows[index] ?? createFlow(random);
  }

  function bytes(): Buffer {
    const length = random.oneOf(random.share() < 0.01 ? largeSizes : sizes);
    const from = random.whole(0, noise.length - length);
    return Buffer.concat([Buffer.from(`${producer} ${serial} `), noise.subarray(from, from + length)]);
  }

  return () => {
    serial += 1;
    // Some are late, so that a batch reaches over hours.
    const timestamp = BigInt(Date.now() - (random.share() < 0.03 ? random.whole(0, 2 * dayMs) : 0));
    return {
      ...content(random, { flow, bytes, serial, producer }),
      partition: random.whole(0, partitions - 1),
      timestamp,
    };
  };
}

type Made = { flow(): Flow; bytes(): Buffer; serial: number; producer: string };

function content(random: Random, made: Made): Pick<KnownRecord, 'key' | 'value' | 'headers'> {
  const name = `${made.producer}-${made.serial}`;
  const share = random.share();
  if (share < 0.65) return event(random, made);
  if (share < 0.75) return { key: made.bytes(), value: made.bytes(), headers: [['n', name]] };
  if (share < 0.8) return { key: name, value: null, headers: [] };
  if (share < 0.84) return { key: null, value: null, headers: [] };
  if (share < 0.88) return { key: '', value: '', headers: [['', '']] };
  return { key: null, value: made.bytes(), headers: oddHeaders(random, made) };
}

function event(random: Random, { flow, serial, producer }: Made): Pick<KnownRecord, 'key' | 'value' | 'headers'> {
  const { correlation, order, customer } = flow();
  const envelope = {
    event_id: uuid(random),
    event_type: random.oneOf(types),
    event_version: '1',
    source_service: producer,
    correlation_id: correlation,
  };
  const note = 'x'.repeat(random.whole(0, 700));
  return {
    key: random.share() < 0.9 ? order : null,
    value: JSON.stringify({ ...envelope, data: { order_id: order, customer_id: customer, serial, note } }),
    headers: Object.entries(envelope),
  };
}

function oddHeaders(random: Random, { serial, bytes }: Made): OutgoingHeader[] {
  const names = ['b', 'a', 'b', '', '', 'trace', '\u{1F355}'];
  const values = [null, '', `${serial}`, bytes()];
  return Array.from({ length: random.whole(1, 12) }, () => [random.oneOf(names), random.oneOf(values)] as const);
}

function createFlow(random: Random): Flow {
  const isText = random.share() < 0.3;
  return {
    correlation: isText ? `flow ${random.whole(0, 2 ** 31)} é` : uuid(random),
    order: `o-${random.whole(0, 2 ** 31)}`,
    customer: uuid(random),
  };
}

function uuid(random: Random): string {
  const hex = Array.from({ length: 32 }, () => random.whole(0, 15).toString(16)).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}
