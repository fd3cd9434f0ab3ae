import { expect, test } from 'vitest';
import { choosePorts } from './choose-ports.ts';
import { defaultPorts } from './defaults.ts';

const env = (more: Record<string, string>): NodeJS.ProcessEnv => ({ NODE_ENV: 'test', ...more });

test('a port that is none is refused with the variable that holds it', () => {
  expect(() => choosePorts(env({ PORT: '70000' }))).toThrow('PORT=70000 is not a port');
  expect(() => choosePorts(env({ ORDERS_PORT: 'abc' }))).toThrow('ORDERS_PORT=abc is not a port');
});

test('without settings the ports are the documented ones', () => {
  expect(choosePorts(env({}))).toEqual(defaultPorts);
});

test('the controller moves with the broker', () => {
  expect(choosePorts(env({ NIBBLE_KAFKA_PORT: '9092' }))).toMatchObject({ kafka: 9092, controller: 9093 });
});

test('a row of ports begins at its first and meets no port twice', () => {
  const ports = Object.values(choosePorts(env({ PORT: '3000' }), 21_000));
  expect(ports.sort()).toEqual(ports.map((_, index) => 21_000 + index));
});
