import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonLines, textOfLine } from './json-lines.ts';

const print = (text: string) => jsonLines(text)?.map(textOfLine).join('\n');

describe('jsonLines', () => {
  it('takes nothing that is not JSON', () => {
    for (const text of ['', 'plain', '{"a":1', "{'a':1}", '{"a":1}}', '\u0000\u0001'])
      expect(jsonLines(text)).toBeNull();
  });

  it('keeps every digit, every repeated key and every escape as it stood in the record', () => {
    expect(print('{"n":9007199254740993,"n":1.10,"s":"\\u0041\\"{,"}')).toBe(
      '{\n  "n": 9007199254740993,\n  "n": 1.10,\n  "s": "\\u0041\\"{,"\n}',
    );
  });

  it('says of each line where its value stands, and where what it opens is closed', () => {
    const lines = jsonLines('{"a":{"b/c":[10,{"~":1}],"":[]},"a":2}') ?? [];
    expect(lines.map(({ path, end }) => [path, end])).toEqual([
      ['', 11],
      ['/a', 9],
      ['/a/b~1c', 7],
      ['/a/b~1c/0', null],
      ['/a/b~1c/1', 6],
      ['/a/b~1c/1/~0', null],
      [null, null],
      [null, null],
      ['/a/', null],
      [null, null],
      ['/a', null],
      [null, null],
    ]);
  });

  it('points at what is there, whatever the JSON', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (text) => {
        const value: unknown = JSON.parse(text);
        for (const { path } of jsonLines(JSON.stringify(value)) ?? [])
          if (path !== null) expect(valueAt(value, path)).toBeDefined();
      }),
    );
  });

  it('lays any JSON out as JSON.stringify does', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (text) => {
        const value: unknown = JSON.parse(text);
        expect(print(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
      }),
    );
  });
});

function valueAt(value: unknown, pointer: string): unknown {
  const names = pointer.split('/').slice(1);
  return names
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (inside, name) => (Object(inside) === inside ? Reflect.get(Object(inside), name) : undefined),
      value,
    );
}
