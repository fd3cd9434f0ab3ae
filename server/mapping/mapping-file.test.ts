import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readMappingFile, saveMappingFile } from './mapping-file.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nibble-mapping-'));
  file = join(folder, 'nibble.json');
  writeFileSync(file, JSON.stringify({ processes: ['./booking.json'] }));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const mappings = [{ topics: ['shop.*'], correlation: ['key'] }];

test('without a file nothing can be saved, and it is said why', () => {
  expect(readMappingFile(undefined)).toMatchObject({ file: null, unwritable: 'NIBBLE_CONFIG names no file' });
  expect(() => saveMappingFile(undefined, { mappings, from: '' })).toThrow(/unavailable.*NIBBLE_CONFIG names no file/);
});

test('a file that is away or wrong is told, and not written over', () => {
  writeFileSync(file, '{"mappings": 3}');
  expect(readMappingFile(file)).toMatchObject({ problem: expect.stringContaining('mappings: '), mappings: [] });
  expect(() => saveMappingFile(file, { mappings, from: '' })).toThrow(/unavailable/);
  expect(readFileSync(file, 'utf8')).toBe('{"mappings": 3}');
  rmSync(file);
  expect(readMappingFile(file).problem).toMatch(/cannot be read/);
});

test('a file that somebody else changed is not written over', () => {
  const { revision: from } = readMappingFile(file);
  saveMappingFile(file, { mappings, from });
  expect(() => saveMappingFile(file, { mappings: [], from })).toThrow(/conflict/);
  expect(readMappingFile(file).mappings).toEqual(mappings);
});

test('saving leaves all else in the file, the link that names it, and nothing beside it', () => {
  const link = join(folder, 'link.json');
  symlinkSync(file, link);
  saveMappingFile(link, { mappings, from: readMappingFile(link).revision });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ processes: ['./booking.json'], mappings });
  expect(readdirSync(folder).sort()).toEqual(['link.json', 'nibble.json']);
});
