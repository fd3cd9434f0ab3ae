import { createServer } from 'node:http';
import { readPact } from './pact-file.ts';

/** Stands for another service: answers each request of a committed pact of REST calls as agreed, and others with 404. */
export async function serveAgreed(pactName: string): Promise<{ url: string; close(): Promise<void> }> {
  const agreed = (await readPact(pactName)) ?? [];
  const server = createServer((request, answer) => {
    const found = agreed.find((one) => one.request?.method === request.method && one.request?.path === request.url);
    answer.writeHead(found?.response?.status ?? 404, { 'content-type': 'application/json' });
    answer.end(JSON.stringify(found?.response?.body?.content ?? { detail: `not agreed in ${pactName}` }));
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}
