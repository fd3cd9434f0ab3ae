import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import { listEvents, validateEvent } from '#schemas/dictionary.ts';
import { makeEvent } from './make-event.ts';
import { main } from './nibble.ts';
import { parseFault } from './parse-fault.ts';
import { tellRecord } from './tell-record.ts';

const now = new Date('2026-01-01T12:00:00Z');
const wish = { version: null, key: null, set: [] };

describe('what a fault is to be', () => {
  test.each(['soon', '30x', '150%', '2', '-1s'])('"%s" is refused', (word) => {
    expect(() => parseFault('poison', [word])).toThrow(/no time and no share/);
  });

  test.each([
    ['timeout', ['30s'], { forMs: 30_000 }],
    ['timeout', ['500ms'], { forMs: 500 }],
    ['slow', ['500ms', '2m'], { ms: 500, forMs: 120_000 }],
    ['poison', ['20%', '30s'], { share: 0.2, forMs: 30_000 }],
    ['poison', ['0.2'], { share: 0.2 }],
    ['poison', [], {}],
  ])('%s %j', (fault, words, expected) => {
    expect(parseFault(fault, words)).toEqual(expected);
  });
});

describe('a made-up event', () => {
  test('of no known type, of no known version, or that does not fit is refused with what would do', () => {
    expect(() => makeEvent({ ...wish, type: 'order.eaten' }, now)).toThrow(/no event type[\s\S]*order\.created/);
    expect(() => makeEvent({ ...wish, type: 'order.created', version: 9 }, now)).toThrow(/--version 1 or 2/);
    const set = ['total_cents=many'];
    expect(() => makeEvent({ ...wish, type: 'order.created', set }, now)).toThrow(/total_cents must be integer/);
    expect(() => makeEvent({ ...wish, type: 'order.created', set: ['total'] }, now)).toThrow(/has no "="/);
  });

  test.each(listEvents().map(({ type, version }) => [type, version] as const))(
    '%s v%i fits its schema',
    (type, version) => {
      const { event, key, topic } = makeEvent({ ...wish, type, version }, now);
      expect(validateEvent(event)).toEqual({ state: 'valid', errors: [] });
      expect(key).toMatch(/.+/);
      expect(topic).toMatch(/.+/);
    },
  );

  test('takes what is set, and is keyed by it', () => {
    const { event, key } = makeEvent({ ...wish, type: 'order.confirmed', set: ['order_id=o-7'] }, now);
    expect(event.data).toMatchObject({ order_id: 'o-7' });
    expect(key).toBe('o-7');
  });
});

test('a record is told in one line, a broken one too', () => {
  const value = Buffer.from(JSON.stringify({ event_type: 'payment.failed', data: { reason: 'card_expired' } }));
  const record = { topic: 't', partition: 1, offset: 7n, timestamp: 0n, key: Buffer.from('o-1'), value, headers: [] };
  expect(tellRecord(record)).toBe('00:00:00.000 t/1/7 payment.failed o-1 card_expired');
  expect(tellRecord({ ...record, key: null, value: Buffer.from('{') })).toBe('00:00:00.000 t/1/7 (no type) –');
});

test.each(['explode', 'constructor', '__proto__'])(
  'the verb %s is not there: that is said, and it ends with 1',
  async (verb) => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(await main([verb])).toBe(1);
    expect(said.mock.calls.join()).toContain(`There is no verb "${verb}".`);
    said.mockRestore();
  },
);

test('a reader that has seen enough ends it without a fault', async () => {
  const entry = pathToFileURL(join(import.meta.dirname, 'nibble.ts')).href;
  const often =
    "for (let i = 0; i < 5; i += 1) { await main(['--help']); await new Promise((on) => setTimeout(on, 100)); }";
  const program = `import(${JSON.stringify(entry)}).then(async ({ main }) => { ${often} })`;
  const pipe = `{ "$0" -e "$1"; echo "ended with $?" >&2; } | head -1`;
  const { stderr } = await promisify(execFile)('sh', ['-c', pipe, process.execPath, program]);
  expect(stderr).toBe('ended with 0\n');
});

test('a verb without what it needs ends with 1, help with 0', async () => {
  expect(await main(['break'])).toBe(1);
  expect(await main(['--help'])).toBe(0);
});
