import { afterAll, describe, expect, test } from 'vitest';
import { recordSpans, withServerSpan } from '#server/platform/telemetry/index.ts';
import { createLogger, type LoggerOptions } from './create-logger.ts';

const recorded = recordSpans();
afterAll(() => recorded.stop());

function logged(options: Partial<LoggerOptions>, write: (logger: ReturnType<typeof createLogger>) => void) {
  const lines: string[] = [];
  write(createLogger({ name: 'orders', level: 'info', ...options, write: (line) => lines.push(line) }));
  return lines.map((line): Record<string, unknown> => JSON.parse(line));
}

describe('secrets', () => {
  test('passwords of URLs are hidden in fields, texts and error messages', () => {
    const url = 'postgres://nibble:s3cr3t@p@host:5432/db?sslpassword=s3cr3t&x=1';
    const lines = logged({}, (logger) => {
      logger.info({ url }, `connecting to ${url}`);
      logger.error({ err: new Error(`cannot reach ${url}`, { cause: new Error(url) }) }, 'failed');
    });
    expect(JSON.stringify(lines)).not.toContain('s3cr3t');
    expect(JSON.stringify(lines)).toContain('postgres://nibble:***@host:5432/db?sslpassword=***&x=1');
  });

  test('an address without a password is left alone', () => {
    const url = 'http://127.0.0.1:3000/flows/a@b?next=1';
    expect(logged({}, (logger) => logger.info(url))[0]?.msg).toBe(url);
  });

  test('fields named like secrets are hidden, up to two levels down', () => {
    const [line] = logged({}, (logger) =>
      logger.info({ password: 'x', sasl: { password: 'x', username: 'u' }, a: { headers: { authorization: 'x' } } }),
    );
    expect(line).toMatchObject({
      password: '***',
      sasl: { password: '***', username: 'u' },
      a: { headers: { authorization: '***' } },
    });
  });
});

describe('errors', () => {
  test('come with every cause, also those of an AggregateError, and a circle ends', () => {
    const circle = new Error('circle');
    circle.cause = circle;
    const failure = new Error('outer', {
      cause: Object.assign(new AggregateError([new Error('one'), 'two'], 'many'), { code: 'ECONNREFUSED' }),
    });
    const [line, round] = logged({}, (logger) => {
      logger.error({ err: failure }, 'failed');
      logger.error({ err: circle }, 'failed');
    });
    expect(line?.err).toMatchObject({
      type: 'Error',
      message: 'outer',
      cause: {
        message: 'many',
        code: 'ECONNREFUSED',
        errors: [{ message: 'one' }, { type: 'string', message: 'two' }],
      },
    });
    expect(round?.err).toMatchObject({ message: 'circle', cause: { message: 'circle' } });
  });
});

describe('a line', () => {
  test('says when, how bad, which process, and what a child adds', () => {
    const [line] = logged({}, (logger) => logger.child({ room: 'kitchen' }).warn({ oven: 1 }, 'hot'));
    expect(line).toMatchObject({ level: 'warn', name: 'orders', room: 'kitchen', oven: 1, msg: 'hot' });
    expect(line?.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  test('can be written by a part of a logger that was handed on', () => {
    const lines = logged({}, ({ warn, info, child }) => {
      warn('alone');
      ({ ...child({ room: 'kitchen' }), warn: info }).warn('as information');
    });
    expect(lines.map(({ level, msg }) => [level, msg])).toEqual([
      ['warn', 'alone'],
      ['info', 'as information'],
    ]);
  });

  test('below the level is not written', () => {
    expect(logged({ level: 'warn' }, (logger) => logger.info('quiet'))).toEqual([]);
  });

  test('carries flow and span of what runs, and nothing of them outside', async () => {
    const lines = await withServerSpan({ method: 'GET', route: '/x', headers: {}, correlationId: 'flow-1' }, () =>
      logged({}, (logger) => logger.info('inside')),
    );
    const [span] = recorded.ended();
    expect(lines[0]).toMatchObject({
      correlation_id: 'flow-1',
      trace_id: span?.spanContext().traceId,
      span_id: span?.spanContext().spanId,
    });
    expect(logged({}, (logger) => logger.info('outside'))[0]).not.toHaveProperty('trace_id');
  });
});
