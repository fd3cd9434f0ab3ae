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

  it('lays any JSON out as JSON.stringify does', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (text) => {
        const value: unknown = JSON.parse(text);
        expect(print(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
      }),
    );
  });
});
