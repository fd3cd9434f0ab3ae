import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { expect, test } from 'vitest';
import { askPosition } from './ask-position.ts';

async function asked(answer: RequestListener) {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  try {
    return await askPosition(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`, 'd-1');
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test.each<[string, RequestListener]>([
  [
    'there is no such driver',
    (_, response) => void response.writeHead(404).end('{"detail":"There is no driver d-1."}'),
  ],
  ['drivers is in trouble', (_, response) => void response.writeHead(500).end()],
  ['the answer is none', (_, response) => void response.end('{"latitude":"here"}')],
  ['drivers hangs', () => undefined],
])('nobody knows where the driver is when %s', async (_, answer) => {
  expect(await asked(answer)).toBeNull();
});

test('nobody knows where the driver is when drivers is away', async () => {
  expect(await askPosition('http://127.0.0.1:1', 'd-1')).toBeNull();
});

test('the position is the one that drivers names', async () => {
  const paths: (string | undefined)[] = [];
  const position = await asked((request, response) => {
    paths.push(request.url);
    response.end(
      JSON.stringify({ id: 'd-1', latitude: 52.5, longitude: 13.4, positionAt: '2026-01-01T00:00:00.000Z' }),
    );
  });
  expect(paths).toEqual(['/drivers/d-1']);
  expect(position).toEqual({ latitude: 52.5, longitude: 13.4, recordedAt: '2026-01-01T00:00:00.000Z' });
});
