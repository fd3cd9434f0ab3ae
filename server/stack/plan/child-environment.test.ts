import { expect, test } from 'vitest';
import { childEnvironment } from './child-environment.ts';
import { readStackOptions } from './stack-options.ts';

const servers = { kafkaBrokers: 'k:9092', databaseUrl: 'postgres://x' };
const given = (args: string[], more: Record<string, string> = {}) =>
  childEnvironment(readStackOptions(args, { NODE_ENV: 'test', KAFKA_BROKERS: 'k:9092', ...more }), servers);

test('without the reference services nothing says where orders are placed', () => {
  expect(given(['--console'])).not.toHaveProperty('ORDERS_URL');
  expect(given(['--console'], { ORDERS_URL: 'http://shop:4001' }).ORDERS_URL).toBe('http://shop:4001');
});

test('the mapping is kept beside the data unless the user names a file', () => {
  expect(given([], { NIBBLE_DATA: '/var/tmp/nibble' }).NIBBLE_CONFIG).toBe('/var/tmp/nibble/console.json');
  expect(given([], { NIBBLE_CONFIG: '/etc/nibble.json' }).NIBBLE_CONFIG).toBe('/etc/nibble.json');
});

test('a Kafka of somebody else is only looked at, unless the user says otherwise', () => {
  expect(given(['--console']).NIBBLE_WRITES).toBe('off');
  expect(given(['--console'], { NIBBLE_WRITES: 'on' }).NIBBLE_WRITES).toBe('on');
  expect(given([]).NIBBLE_WRITES).toBe('on');
  expect(given([], { NIBBLE_WRITES: 'off' }).NIBBLE_WRITES).toBe('off');
});

test('with them their own addresses are given', () => {
  expect(given([], { NIBBLE_PORTS_FROM: '13000' }).ORDERS_URL).toMatch(/^http:\/\/127\.0\.0\.1:130\d\d$/);
});
