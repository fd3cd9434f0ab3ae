import { describe, expect, it } from 'vitest';
import { contentOfBytes } from './content-of-bytes.ts';
import { textOfLine } from './json-lines.ts';

const utf8 = (text: string) => contentOfBytes({ encoding: 'utf8', text, bytes: text.length });

describe('contentOfBytes', () => {
  it('has nothing to show of a null payload', () => {
    expect(contentOfBytes(null)).toEqual({ kind: 'none', lines: [], raw: '', bytes: 0 });
  });

  it('shows broken JSON as the text it is', () => {
    expect(utf8('{"a":').kind).toBe('text');
    expect(utf8('<script>alert(1)</script>\nsecond').lines.map(textOfLine)).toEqual([
      '<script>alert(1)</script>',
      'second',
    ]);
  });

  it('shows bytes that are no text as a hex dump', () => {
    const content = contentOfBytes({ encoding: 'base64', text: btoa('\u0000\u0001ABCDEFGHIJKLMNOP'), bytes: 18 });
    expect(content.kind).toBe('binary');
    expect(content.lines.map(textOfLine)).toEqual([
      '00000000  00 01 41 42 43 44 45 46 47 48 49 4a 4b 4c 4d 4e  ··ABCDEFGHIJKLMN',
      `00000010  ${'4f 50'.padEnd(47)}  OP`,
    ]);
  });

  it('lays JSON out in lines and copies it as it was', () => {
    const content = utf8('{"a":[1]}');
    expect(content).toMatchObject({ kind: 'json', raw: '{"a":[1]}' });
    expect(content.lines).toHaveLength(5);
  });
});
