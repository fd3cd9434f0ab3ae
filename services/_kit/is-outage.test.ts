import { describe, expect, test } from 'vitest';
import { isOutage } from './is-outage.ts';

const withCode = (code: string) => Object.assign(new Error('x'), { code });

describe('isOutage', () => {
  test.each([
    ['a refused connection', withCode('ECONNREFUSED')],
    ['a server that shuts down', withCode('57P01')],
    ['too many connections', withCode('53300')],
    ['a database that takes nobody in', new Error('database "x" is not currently accepting connections')],
    ['a password that is no longer right', withCode('28P01')],
    ['a lost connection', new Error('Connection terminated unexpectedly')],
    ['no connection in time', new Error('timeout exceeded when trying to connect')],
    ['an outage as the cause', new Error('x', { cause: withCode('ECONNRESET') })],
    ['an outage among several', new AggregateError([withCode('ECONNREFUSED')])],
  ])('%s is one', (_, error) => {
    expect(isOutage(error)).toBe(true);
  });

  test.each([
    ['a broken rule', withCode('23505')],
    ['a wrong statement', withCode('42601')],
    ['a bug', new TypeError('x is not a function')],
    ['a text', 'ECONNREFUSED'],
    ['nothing', undefined],
  ])('%s is not', (_, error) => {
    expect(isOutage(error)).toBe(false);
  });
});
