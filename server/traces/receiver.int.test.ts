import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dayMs } from '#server/platform/db/index.ts';
import { eventually } from '#server/platform/testing/index.ts';
import { otlpTypes } from './otlp-schema.ts';
import {
  createSampleReceiver,
  jsonType,
  post,
  protobufType,
  request,
  type SampleReceiver,
  sample,
} from './sample-receiver.ts';
import { jsonBody, protobufBody, text, whole } from './sample-requests.ts';
import { keepSpanRetention } from './span-partitions.ts';

let tested: SampleReceiver;
beforeAll(async () => {
  tested = await createSampleReceiver();
});
afterAll(() => tested.close());

describe('bodies that cannot be taken', () => {
  test('C31: 400 with a Status in the encoding of the request', () =>
    tested.withReceiver(async ({ url }) => {
      const binary = await post(url, 'not protobuf');
      expect([binary.status, binary.headers.get('content-type')]).toEqual([400, protobufType]);
      const status = otlpTypes.status.decode(Buffer.from(await binary.arrayBuffer()));
      expect(status).toMatchObject({ code: 3, message: expect.stringContaining('no protobuf') });
      const json = await post(url, '{"resourceSpans": 1}', `${jsonType}; charset=utf-8`);
      expect([json.status, json.headers.get('content-type')]).toEqual([400, jsonType]);
      expect(await json.json()).toMatchObject({ code: 3, message: expect.stringContaining('resourceSpans') });
    }));

  test('C28: a body beyond the limit is 413, packed or not, and a bomb takes no memory', () =>
    tested.withReceiver(async ({ url }) => {
      const bomb = gzipSync(Buffer.alloc(300 * 1024 * 1024), { level: 9 });
      const before = process.memoryUsage().arrayBuffers;
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => post(url, bomb, protobufType, { 'content-encoding': 'gzip' })),
      );
      expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 8 }, () => 413));
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(200 * 1024 * 1024);
      expect((await post(url, Buffer.alloc(20 * 1024 * 1024 + 1))).status).toBe(413);
    }));

  test('a body without a length that does not end is cut off at the limit', () =>
    tested.withReceiver(
      async ({ url }) => {
        let sent = 0;
        const endless = new ReadableStream<Uint8Array>({
          pull(controller) {
            sent += 1024;
            if (sent > 50 * 1024 * 1024) controller.close();
            else controller.enqueue(new Uint8Array(1024));
          },
        });
        const streamed = { method: 'POST', body: endless, duplex: 'half', headers: { 'content-type': protobufType } };
        const answer = await fetch(url, streamed).then(
          ({ status }) => status,
          () => 'connection closed',
        );
        expect([413, 'connection closed']).toContain(answer);
        expect(sent).toBeLessThan(20 * 1024 * 1024);
      },
      { mostBodyBytes: 100_000 },
    ));

  test('gzip that is none, an unknown encoding, an unknown type', () =>
    tested.withReceiver(async ({ url }) => {
      expect((await post(url, 'x', protobufType, { 'content-encoding': 'gzip' })).status).toBe(400);
      expect((await post(url, 'x', protobufType, { 'content-encoding': 'br' })).status).toBe(415);
      expect((await post(url, 'x', 'text/plain')).status).toBe(415);
      expect((await fetch(url)).status).toBe(404);
    }));

  test('C30: half bad is 200 with the number rejected, in either encoding', () =>
    tested.withReceiver(async ({ url, receiver }) => {
      const good = sample();
      const spans = request(good, { ...good, traceId: 'ab' }, { ...good, spanId: '0'.repeat(16) });
      const json = await post(url, jsonBody(spans), jsonType);
      expect(json.status).toBe(200);
      expect(await json.json()).toEqual({
        partialSuccess: { rejectedSpans: '2', errorMessage: expect.stringContaining('32 hexadecimal digits') },
      });
      const binary = await post(url, protobufBody(spans));
      const answer = otlpTypes.exportResponse.toObject(
        otlpTypes.exportResponse.decode(Buffer.from(await binary.arrayBuffer())),
        {
          longs: Number,
        },
      );
      expect(answer).toMatchObject({ partialSuccess: { rejectedSpans: 2 } });
      expect(await tested.stored(good)).toHaveLength(1);
      expect(receiver.counts()).toMatchObject({ requests: 2, rejected: 4 });
    }));
});

describe('a database that is away or full', () => {
  test('503 with Retry-After, and the spans are stored when they come again', () =>
    tested.withReceiver(async ({ url }) => {
      const span = sample();
      await tested.database.admin(
        `alter database ${new URL(tested.database.url).pathname.slice(1)} with allow_connections false`,
      );
      await tested.database.admin('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [
        new URL(tested.database.url).pathname.slice(1),
      ]);
      const answer = await post(url, protobufBody(request(span)));
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
      expect(otlpTypes.status.decode(Buffer.from(await answer.arrayBuffer()))).toMatchObject({ code: 14 });
      await tested.database.admin(
        `alter database ${new URL(tested.database.url).pathname.slice(1)} with allow_connections true`,
      );
      await eventually(async () => (await post(url, protobufBody(request(span)))).status === 200, { what: 'recovery' });
      expect(await tested.stored(span)).toHaveLength(1);
    }));

  test('a full queue turns away what comes on top, and takes a request alone however large', () =>
    tested.withReceiver(
      async ({ url, receiver }) => {
        const holder = await tested.pool.connect();
        await holder.query('begin');
        await holder.query('lock table span in access exclusive mode');
        const large = request(...Array.from({ length: 60 }, () => sample()));
        const first = post(url, protobufBody(large));
        await eventually(() => receiver.counts().waiting === 60, { what: 'the first request to wait' });
        const second = await post(url, protobufBody(request(sample())));
        expect([second.status, second.headers.get('retry-after')]).toEqual([503, '1']);
        expect(receiver.counts().turnedAway).toBe(1);
        await holder.query('rollback');
        holder.release();
        expect((await first).status).toBe(200);
      },
      { mostWaitingSpans: 50 },
    ));

  test('a day dropped beneath the writer is made again', () =>
    tested.withReceiver(async ({ url }) => {
      const old = () => sample([], { startTimeUnixNano: BigInt(Date.now() - 3 * dayMs) * 1_000_000n });
      expect((await post(url, protobufBody(request(old())))).status).toBe(200);
      await keepSpanRetention(tested.pool, { days: 1, bytes: Number.MAX_SAFE_INTEGER, now: new Date() });
      const again = old();
      expect((await post(url, protobufBody(request(again)))).status).toBe(200);
      expect(await tested.stored(again)).toHaveLength(1);
    }));
});

describe('what is taken', () => {
  test('C29: an empty request is 200 with an empty answer', () =>
    tested.withReceiver(async ({ url }) => {
      const binary = await post(url, '');
      expect([binary.status, (await binary.arrayBuffer()).byteLength]).toEqual([200, 0]);
      const json = await post(url, '{}', jsonType);
      expect([json.status, await json.json()]).toEqual([200, {}]);
    }));

  test.each([
    ['plain', (body: Buffer) => body, {}],
    ['gzip', (body: Buffer) => gzipSync(body), { 'content-encoding': 'gzip' }],
  ])('C25: protobuf and JSON are stored as the same span (%s)', (_how, pack, headers) =>
    tested.withReceiver(async ({ url }) => {
      const span = sample(
        [
          text('http.request.method', 'POST'),
          text('http.route', '/orders'),
          whole('http.response.status_code', 201),
          text('correlation.id', 'same-flow'),
          { key: 'bytes', value: { bytesValue: Buffer.from([1, 2, 255]) } },
        ],
        { links: [{ traceId: 'c'.repeat(32), spanId: 'd'.repeat(16) }], events: [{ timeUnixNano: 5n, name: 'e' }] },
      );
      const binary = await post(url, pack(protobufBody(request(span))), protobufType, headers);
      expect([binary.status, binary.headers.get('content-type')]).toEqual([200, protobufType]);
      const [first] = await tested.stored(span);
      await tested.pool.query('delete from span where trace = $1', [span.traceId]);
      const json = await post(url, pack(jsonBody(request(span))), jsonType, headers);
      expect([json.status, json.headers.get('content-type')]).toEqual([200, jsonType]);
      expect(first).toMatchObject({ service: 'orders', route: '/orders', http_status: 201 });
      expect(await tested.stored(span)).toEqual([first]);
    }),
  );

  test('C32: the same span twice, in one request and in another, is one span', () =>
    tested.withReceiver(async ({ url }) => {
      const span = sample();
      await post(url, protobufBody(request(span, span)));
      await Promise.all([post(url, protobufBody(request(span))), post(url, jsonBody(request(span)), jsonType)]);
      expect(await tested.stored(span)).toHaveLength(1);
    }));

  test('text that PostgreSQL does not take is stored all the same', () =>
    tested.withReceiver(async ({ url }) => {
      const span = sample([text('http.request.method', 'G\u0000T'), text('correlation.id', 'a\u0000\\b\tc')], {
        name: 'a\u0000\\N\n\t',
      });
      expect((await post(url, jsonBody(request(span)), jsonType)).status).toBe(200);
      expect(await tested.stored(span)).toHaveLength(1);
    }));

  test('many requests at once are stored in few transactions, none lost', () =>
    tested.withReceiver(async ({ url }) => {
      const commits = async () =>
        Number(
          (await tested.pool.query('select count(distinct xmin::text) from span where service = $1', ['crowd'])).rows[0]
            .count,
        );
      const answers = await Promise.all(
        Array.from({ length: 100 }, () =>
          post(url, protobufBody({ ...request(...Array.from({ length: 10 }, () => sample())), service: 'crowd' })),
        ),
      );
      expect(answers.every((answer) => answer.status === 200)).toBe(true);
      const { rows } = await tested.pool.query('select count(*) from span where service = $1', ['crowd']);
      expect(rows[0].count).toBe('1000');
      expect(await commits()).toBeLessThan(30);
    }));
});
