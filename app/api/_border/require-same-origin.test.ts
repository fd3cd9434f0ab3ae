import { expect, test } from 'vitest';
import { requireSameOrigin } from './require-same-origin.ts';

const post = (headers: Record<string, string>) =>
  new Request('http://127.0.0.1:3000/api/orders', { method: 'POST', headers });

test.each([
  ['no origin', { host: '127.0.0.1:3000' }],
  ['another site', { host: '127.0.0.1:3000', origin: 'https://evil.example' }],
  ['another port', { host: '127.0.0.1:3000', origin: 'http://127.0.0.1:3001' }],
  ['an opaque origin', { host: '127.0.0.1:3000', origin: 'null' }],
  ['no host', { origin: 'http://127.0.0.1:3000' }],
])('given %s, refuses', (_, headers) => {
  expect(() => requireSameOrigin(post(headers))).toThrow(/forbidden/);
});

test('given our own page, also behind a proxy, lets it through', () => {
  requireSameOrigin(post({ host: '127.0.0.1:3000', origin: 'http://127.0.0.1:3000' }));
  requireSameOrigin(
    post({ host: '10.0.0.3:3000', 'x-forwarded-host': 'console.example', origin: 'https://console.example' }),
  );
});
