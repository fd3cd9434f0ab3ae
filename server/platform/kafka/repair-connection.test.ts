import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import Connection from 'kafkajs/src/network/connection.js';
import socketFactory from 'kafkajs/src/network/socketFactory.js';
import Encoder from 'kafkajs/src/protocol/encoder.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { repairKafkajs } from './repair-kafkajs.ts';

let server: Server;
let connection: Connection;
/** What the broker does with each request; the first four bytes of an answer say how long it is. */
let answer: (socket: Socket, correlationId: number) => void;

beforeEach(async () => {
  repairKafkajs();
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (request) => answer(socket, request.readInt32BE(8)));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const quiet = () => ({
    debug: () => undefined,
    error: () => undefined,
    warn: () => undefined,
    info: () => undefined,
  });
  connection = new Connection({
    host: '127.0.0.1',
    port: typeof address === 'object' && address ? address.port : 0,
    logger: { namespace: quiet },
    socketFactory: socketFactory(),
    requestTimeout: 100,
    connectionTimeout: 5_000,
  });
});
afterEach(async () => {
  await connection.disconnect();
  connection.socket?.destroy();
  await new Promise((resolve) => server.close(resolve));
});

function ask(): Promise<unknown> {
  const request = { apiKey: 3, apiVersion: 0, apiName: 'Metadata', encode: async () => new Encoder() };
  const response = { decode: async (payload: Buffer) => payload, parse: async (decoded: unknown) => decoded };
  return connection.send({ request, response }).then(String);
}

function answerOf(correlationId: number, text: string): Buffer {
  const head = Buffer.alloc(8);
  head.writeInt32BE(4 + text.length);
  head.writeInt32BE(correlationId, 4);
  return Buffer.concat([head, Buffer.from(text)]);
}

test('a request without an answer costs its connection, so that the next one is made anew', async () => {
  answer = () => undefined;
  await connection.connect();
  await expect(ask()).rejects.toThrow('timed out');
  await expect.poll(() => connection.isConnected()).toBe(false);
  answer = (socket, id) => socket.write(answerOf(id, 'here'));
  await connection.connect();
  expect(await ask()).toBe('here');
});

test('half an answer of a broken connection is not mixed with those of the next', async () => {
  answer = (socket, id) => {
    socket.write(answerOf(id, 'x'.repeat(50)).subarray(0, 20));
    setTimeout(() => socket.destroy(), 20);
  };
  await connection.connect();
  await expect(ask()).rejects.toThrow('Closed connection');
  await expect.poll(() => connection.isConnected()).toBe(false);
  answer = (socket, id) => socket.write(answerOf(id, 'whole'));
  await connection.connect();
  expect(await ask()).toBe('whole');
});
