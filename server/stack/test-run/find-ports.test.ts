import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { findPorts } from './find-ports.ts';

test('a row with a taken port in it is passed over', async () => {
  const first = await findPorts(4);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(first + 2, '127.0.0.1', resolve));
  try {
    const next = await findPorts(4, first);
    expect(next).toBeGreaterThanOrEqual(first + 4);
  } finally {
    server.close();
  }
});
