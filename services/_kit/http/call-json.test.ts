import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { callJson } from './call-json.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`;
}

const call = (url: string, more = {}) => callJson({ method: 'GET', url, template: '/', timeoutMs: 5_000, ...more });

describe('a call fails', () => {
  test('when nobody listens', async () => {
    await expect(call('http://127.0.0.1:1/')).rejects.toThrow('ECONNREFUSED');
  });

  test('when there is no answer in time', async () => {
    const url = await serve(() => undefined);
    await expect(call(url, { timeoutMs: 50 })).rejects.toThrow();
  });

  test('when the answer breaks off', async () => {
    const url = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('{');
      setImmediate(() => response.destroy());
    });
    await expect(call(url)).rejects.toThrow();
  });

  test('when the answer never ends', async () => {
    const url = await serve((_, response) => void response.write('{'));
    await expect(call(url, { timeoutMs: 50 })).rejects.toThrow();
  });
});

describe('a call gives', () => {
  test('null for a body that is not JSON, and for none', async () => {
    const url = await serve(({ url: path }, response) => void response.end(path === '/none' ? '' : '<html>'));
    expect(await call(url)).toEqual({ status: 200, body: null });
    expect(await call(`${url}/none`)).toEqual({ status: 200, body: null });
  });

  test('status and body of a refusal', async () => {
    const url = await serve((_, response) => void response.writeHead(409).end('{"code":"conflict"}'));
    expect(await call(url)).toEqual({ status: 409, body: { code: 'conflict' } });
  });

  test('what was sent, in UTF-8', async () => {
    const url = await serve((request, response) => void request.pipe(response));
    expect(await call(url, { method: 'POST', body: { name: 'Käsespätzle' } })).toEqual({
      status: 200,
      body: { name: 'Käsespätzle' },
    });
  });
});

test('a kept connection that the server closes just then is no failure', async () => {
  let requests = 0;
  const url = await serve((request, response) => {
    requests += 1;
    if (requests === 2) request.socket.resetAndDestroy();
    else response.end('{}');
  });
  await call(url);
  expect(await call(url)).toEqual({ status: 200, body: {} });
  expect(requests).toBe(3);
});
