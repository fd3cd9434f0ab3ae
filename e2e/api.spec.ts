import { randomUUID } from 'node:crypto';
import { problemDetails } from '#schemas/api/common.ts';
import { Description } from './fixtures/openapi.ts';
import { flowWith, placeOrder } from './fixtures/services.ts';
import { expect, test } from './fixtures/test.ts';

test.describe('the API', () => {
  test('answers as its own description promises', async ({ request }) => {
    const correlationId = randomUUID();
    await placeOrder(request, correlationId);
    const flow = await flowWith(request, correlationId, 'order.completed');
    const description = new Description(await (await request.get('/api/openapi.json')).json());

    await description.expectPromised(await request.get('/api/flows?limit=5'), '/api/flows');
    await description.expectPromised(await request.get(`/api/flows?q=${correlationId}`), '/api/flows');
    await description.expectPromised(await request.get(`/api/flows/${correlationId}`), '/api/flows/{correlationId}');
    for (const { topic, partition, offset } of flow.events) {
      const record = await request.get(`/api/records/${topic}/${partition}/${offset}`);
      await description.expectPromised(record, '/api/records/{topic}/{partition}/{offset}');
    }
  });

  const wrong: [path: string, template: string, status: number, code: string][] = [
    ['/api/flows/no-such-flow', '/api/flows/{correlationId}', 404, 'not_found'],
    ['/api/flows?limit=501', '/api/flows', 422, 'invalid'],
    ['/api/flows?status=lost', '/api/flows', 422, 'invalid'],
    ['/api/flows?cursor=nonsense', '/api/flows', 422, 'invalid'],
    ['/api/records/order-events/0/999999999', '/api/records/{topic}/{partition}/{offset}', 404, 'not_found'],
    ['/api/pins/last-week', '/api/pins/{id}', 422, 'invalid'],
    ['/api/consumer-groups/nobody%00', '/api/consumer-groups/{group}', 404, 'not_found'],
    ['/api/consumer-groups?q=a%00', '/api/consumer-groups', 422, 'invalid'],
    ['/api/records/order-events/zero/1', '/api/records/{topic}/{partition}/{offset}', 422, 'invalid'],
  ];
  for (const [path, template, status, code] of wrong) {
    test(`answers ${path} with a problem in plain words`, async ({ request }) => {
      const description = new Description(await (await request.get('/api/openapi.json')).json());
      const response = await request.get(path);
      expect(response.headers()['content-type']).toContain('application/problem+json');
      const problem = problemDetails.parse(await description.expectPromised(response, template));
      expect(problem).toMatchObject({ status, code });
      expect(problem.detail).not.toBe('');
      expect(problem.ref).not.toBe('');
    });
  }

  test('refuses an order that another site asks for', async ({ request }) => {
    const response = await request.post('/api/orders', { data: {}, headers: { origin: 'https://elsewhere.example' } });
    expect(response.status()).toBe(403);
    expect(problemDetails.parse(await response.json()).code).toBe('forbidden');
  });

  test('answers the correlation id it was given, and makes one where there is none', async ({ request }) => {
    const given = await request.get('/api/flows', { headers: { 'x-correlation-id': 'mine-1' } });
    expect(given.headers()['x-correlation-id']).toBe('mine-1');
    const made = await request.get('/api/flows');
    expect(made.headers()['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('says how it is', async ({ request }) => {
    expect((await request.get('/healthz')).status()).toBe(200);
    const ready = await request.get('/readyz');
    expect(await ready.json()).toMatchObject({ ready: true });
    const metrics = await request.get('/metrics');
    expect(metrics.headers()['content-type']).toContain('text/plain');
    expect(await metrics.text()).toMatch(/^# TYPE \w+ (counter|gauge|histogram)$/m);
    const lag = /^kminion_kafka_consumer_group_topic_partition_lag\{group_id="orders",.*partition_id="\d+"\} \d+$/m;
    await expect.poll(async () => await (await request.get('/metrics')).text()).toMatch(lag);
    const one = await request.get('/metrics?name[]=kafka_lag_exporter_up&name[]=nodejs_version_info&name[]=nobody');
    const lines = (await one.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines).toEqual([expect.stringMatching(/^nodejs_version_info\{/), 'kafka_lag_exporter_up 1']);
  });
});
