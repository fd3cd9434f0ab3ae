import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { probeBroker } from './probe-broker.ts';

let server: Server | null = null;
const sockets = new Set<Socket>();
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  server?.close();
});

const int16 = (value: number) => Buffer.from([(value >> 8) & 255, value & 255]);
const int32 = (value: number) => Buffer.concat([int16(value >> 16), int16(value)]);
const text = (value: string) => Buffer.concat([int16(value.length), Buffer.from(value)]);
const framed = (...body: Buffer[]) => Buffer.concat([int32(Buffer.concat(body).length), ...body]);
const noRack = int16(-1);

const versions = framed(int32(1), int16(0), int32(0));
const metadata = (brokers: Buffer[], controller: number) =>
  framed(int32(1), int32(brokers.length), ...brokers, int32(controller), int32(0));
const broker = (id: number, rack = noRack) => Buffer.concat([int32(id), text('127.0.0.1'), int32(9092), rack]);

/** A broker that answers ApiVersions as given and Metadata in two pieces. */
async function fakeBroker(answers: { versions: Buffer; metadata: Buffer | null }): Promise<number> {
  server = createServer((socket) => {
    sockets.add(socket);
    socket.once('data', (request) => {
      const isVersions = request.readInt16BE(4) === 18;
      const answer = isVersions ? answers.versions : answers.metadata;
      if (answer === null) return;
      socket.write(answer.subarray(0, 6));
      setImmediate(() => socket.write(answer.subarray(6)));
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

test('nobody listens: not ready', async () => {
  expect(await probeBroker('127.0.0.1', 1)).toBe(false);
});

test('a port that is open and silent is not ready', async () => {
  expect(await probeBroker('127.0.0.1', await fakeBroker({ versions, metadata: null }), 100)).toBe(false);
});

test('no broker registered yet: not ready', async () => {
  expect(await probeBroker('127.0.0.1', await fakeBroker({ versions, metadata: metadata([], -1) }))).toBe(false);
});

test('a controller that is not among the brokers: not ready', async () => {
  const port = await fakeBroker({ versions, metadata: metadata([broker(1)], 2) });
  expect(await probeBroker('127.0.0.1', port)).toBe(false);
});

test('ready once the controller is among the brokers, with or without a rack', async () => {
  const port = await fakeBroker({ versions, metadata: metadata([broker(1), broker(2, text('east'))], 2) });
  expect(await probeBroker('127.0.0.1', port)).toBe(true);
});
