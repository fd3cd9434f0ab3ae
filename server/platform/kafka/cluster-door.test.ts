import { createServer, type Server } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { createClusterDoor } from './cluster-door.ts';
import { connectKafka } from './connect-kafka.ts';
import { silent } from './open-test-kafka.ts';

let server: Server | undefined;
afterEach(() => server?.close());

/** A broker that hangs: its system takes connections, and nobody answers. */
async function hangingBroker(): Promise<string> {
  server = createServer((socket) => socket.on('error', () => undefined));
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return typeof address === 'object' && address ? `127.0.0.1:${address.port}` : '';
}

test('a broker that hangs is given up in time, and what comes next is not held up by it', async () => {
  const kafka = connectKafka({ brokers: [await hangingBroker()], clientId: 'test', logger: silent });
  const door = createClusterDoor(kafka, undefined, { pausesMs: [], retries: 0, withinMs: 50 });
  for (const what of ['Asking', 'Asking again'])
    await expect(door.use(what, async () => 'answered')).rejects.toThrow(`${what}: Kafka does not answer`);
  await door.close();
});
