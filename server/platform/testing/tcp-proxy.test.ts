import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventually } from './eventually.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

let server: Server;
let proxy: TcpProxy;
const clients = new Set<Client>();

type Client = { socket: Socket; heard: () => string; over: () => string | null };

beforeEach(async () => {
  // Answers what it is told.
  server = createServer((socket) => socket.on('error', () => undefined).pipe(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy = await startTcpProxy({ port: 0, to: portOf(server) });
});
afterEach(async () => {
  for (const { socket } of clients) socket.destroy();
  clients.clear();
  await proxy.close();
  await new Promise((resolve) => server.close(resolve));
});

function portOf(listening: Server): number {
  const address = listening.address();
  return typeof address === 'object' && address ? address.port : 0;
}

async function open(): Promise<Client> {
  const socket = connect(proxy.port, '127.0.0.1');
  let heard = '';
  let over: string | null = null;
  socket.on('data', (chunk) => {
    heard += chunk;
  });
  socket.on('error', (error: NodeJS.ErrnoException) => {
    over = error.code ?? 'error';
  });
  socket.on('close', () => {
    over ??= 'closed';
  });
  const client = { socket, heard: () => heard, over: () => over };
  clients.add(client);
  await Promise.race([once(socket, 'connect'), once(socket, 'close')]).catch(() => undefined);
  return client;
}

const hears = (client: Client, text: string) => eventually(() => client.heard() === text, { what: `hearing ${text}` });

test('carries both ways, and an end too', async () => {
  const client = await open();
  client.socket.end('hello');
  await hears(client, 'hello');
  await eventually(() => client.over() === 'closed', { what: 'the end' });
  expect(proxy.counts()).toEqual({ connections: 1, carried: 10, swallowed: 0 });
});

test('cuts what there is, and goes on with new connections', async () => {
  const client = await open();
  client.socket.write('hello');
  await hears(client, 'hello');
  expect(proxy.cut()).toBe(1);
  await eventually(() => client.over() === 'ECONNRESET', { what: 'the reset' });
  const next = await open();
  next.socket.write('again');
  await hears(next, 'again');
});

test('refuses until it recovers', async () => {
  await proxy.refuse();
  expect((await open()).over()).toBe('ECONNREFUSED');
  await proxy.recover();
  const next = await open();
  next.socket.write('again');
  await hears(next, 'again');
});

test('in silence neither data nor an end comes, for those before and those who come; afterwards for new ones alone', async () => {
  const before = await open();
  before.socket.write('one');
  await hears(before, 'one');
  expect(proxy.silence()).toBe(1);
  const during = await open();
  before.socket.write('two');
  during.socket.write('two');
  await eventually(() => proxy.counts().swallowed === 6, { what: 'what was swallowed' });
  await proxy.recover();
  before.socket.write('three');
  during.socket.write('three');
  await eventually(() => proxy.counts().swallowed === 16, { what: 'what was swallowed' });
  const after = await open();
  after.socket.write('four');
  await hears(after, 'four');
  expect([before.heard(), before.over(), during.heard(), during.over()]).toEqual(['one', null, '', null]);
  proxy.sweep();
  await eventually(() => before.over() === 'ECONNRESET' && during.over() === 'ECONNRESET', { what: 'the resets' });
  expect(after.over()).toBe(null);
});

test('what was held back comes in order when it recovers, also to connections made meanwhile', async () => {
  const before = await open();
  before.socket.write('one ');
  await hears(before, 'one ');
  proxy.hold();
  const during = await open();
  before.socket.write('two ');
  during.socket.write('new');
  before.socket.write('three');
  await delay(100);
  expect([before.heard(), during.heard()]).toEqual(['one ', '']);
  await proxy.recover();
  await hears(before, 'one two three');
  await hears(during, 'new');
});

test('slow: much takes long, and all of it comes', async () => {
  const client = await open();
  proxy.slow(100_000);
  const text = 'x'.repeat(50_000);
  client.socket.write(text);
  await delay(50);
  expect(client.heard().length).toBeLessThan(text.length);
  await proxy.recover();
  await hears(client, text);
});
