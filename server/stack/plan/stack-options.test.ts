import { expect, test } from 'vitest';
import { planNames } from './plan-names.ts';
import { readStackOptions } from './stack-options.ts';

const env = (more: Record<string, string> = {}): NodeJS.ProcessEnv => ({ NODE_ENV: 'test', ...more });
const namesOf = (args: string[], more: Record<string, string> = {}) =>
  planNames(readStackOptions(args, env(more))).map(({ name }) => name);

test.each([
  [['--trafic', '5'], /--trafic[\s\S]*Mend it with: npm start/],
  [['--traffic', 'many'], /--traffic must be a number/],
  [['--pace', '-1'], /--pace/],
])('%j is refused with the way it is meant', (args, message) => {
  expect(() => readStackOptions(args, env())).toThrow(message);
});

test('--console without a Kafka to show says how to name one', () => {
  expect(() => readStackOptions(['--console'], env())).toThrow('KAFKA_BROKERS=host:9092 npm start -- --console');
});

test("one's own broker and database are not started", () => {
  expect(namesOf(['--console'], { KAFKA_BROKERS: 'k:9092' })).toEqual(['postgres', 'collector', 'web']);
  expect(namesOf(['--console'], { KAFKA_BROKERS: 'k:9092', DATABASE_URL: 'postgres://x' })).toEqual([
    'collector',
    'web',
  ]);
  expect(namesOf([], { DATABASE_URL: 'postgres://x' })).not.toContain('postgres');
});

test('the command line goes before the environment, and both before the default', () => {
  expect(readStackOptions([], env()).traffic).toBe(60);
  expect(readStackOptions([], env({ TRAFFIC_PER_MINUTE: '5' })).traffic).toBe(5);
  expect(readStackOptions(['--traffic', '0'], env({ TRAFFIC_PER_MINUTE: '5' })).traffic).toBe(0);
});
