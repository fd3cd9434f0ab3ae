import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { configTextWith, readConfigFile } from './config-file.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nibble-config-'));
  file = join(folder, 'nibble.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const write = (value: unknown) => writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));

test('a file that is not there is named', () => {
  expect(() => readConfigFile(file)).toThrow(new RegExp(`${file} cannot be read .NIBBLE_CONFIG.: ENOENT`));
});

test('what is not JSON is named with what stands there', () => {
  write('{\n  "mappings": [,]\n}');
  expect(() => readConfigFile(file)).toThrow(
    /is not JSON .NIBBLE_CONFIG.: .*"mappings?": \[,\]|is not JSON .NIBBLE_CONFIG.: .*\[,\]/s,
  );
});

test('everything that is wrong is named with its place', () => {
  write({
    mapings: [],
    mappings: [{ topics: 'a b' }, { topics: 'ok', correlation: ['key', 'id'], businessKeys: { Order: 'key' }, x: 1 }],
    processes: 'one.json',
  });
  let message = '';
  try {
    readConfigFile(file);
  } catch (error) {
    message = String(error);
  }
  for (const place of ['mappings[0].topics[0]: "a b" is not a pattern', 'mappings[1].correlation[1]: "id" is not']) {
    expect(message).toContain(place);
  }
  for (const place of [
    /mappings\[1\]\.businessKeys\.Order/,
    /mappings\[1\]: .*"x"/,
    /processes: /,
    /the file: .*mapings/,
  ]) {
    expect(message).toMatch(place);
  }
});

test.each(['null', '[]', '3'])('%s is no configuration', (text) => {
  write(text);
  expect(() => readConfigFile(file)).toThrow(/the file: /);
});

test('an empty object is a configuration without anything', () => {
  write({});
  expect(readConfigFile(file)).toEqual({ mappings: [], processes: [] });
});

test('paths are relative to the file', () => {
  write({ processes: ['./booking.json', '/etc/booking.json'] });
  expect(readConfigFile(file).processes).toEqual([join(folder, 'booking.json'), '/etc/booking.json']);
});

test('other mappings leave all else as it is', () => {
  write({ processes: ['./booking.json'], mappings: [] });
  write(configTextWith(file, [{ topics: ['shop.*'], type: ['topic'] }]));
  expect(readConfigFile(file)).toEqual({
    mappings: [{ topics: ['shop.*'], type: ['topic'] }],
    processes: [join(folder, 'booking.json')],
  });
});
