import { describe, expect, it } from 'vitest';
import { contentOfBytes } from './content-of-bytes.ts';
import { textOfLine } from './json-lines.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text).length;
const view = (text: string) => ({ encoding: 'utf8' as const, text, given: bytesOf(text), bytes: bytesOf(text) });
const utf8 = (text: string) => contentOfBytes(view(text));

describe('contentOfBytes', () => {
  it('shows broken JSON as the text it is', () => {
    expect(utf8('{"a":').view).toBe('text');
    expect(utf8('<script>alert(1)</script>\nsecond').lines.map(textOfLine)).toEqual([
      '<script>alert(1)</script>',
      'second',
    ]);
  });

  it('shows bytes that are no text as a hex dump, and nothing else', () => {
    const text = btoa('\u0000\u0001ABCDEFGHIJKLMNOP');
    const content = contentOfBytes({ encoding: 'base64', text, given: 18, bytes: 18 });
    expect(content).toMatchObject({ view: 'bytes', views: ['bytes'] });
    expect(content.lines.map(textOfLine)).toEqual([
      '00000000  00 01 41 42 43 44 45 46 47 48 49 4a 4b 4c 4d 4e  ··ABCDEFGHIJKLMN',
      `00000010  ${'4f 50'.padEnd(47)}  OP`,
    ]);
  });

  it('shows bytes that happen to be UTF-8 but no text as a hex dump too', () => {
    expect(utf8('\0\0\0\0\x07\x01\x02').view).toBe('bytes');
    expect(utf8('a\tb\r\nc').view).toBe('text');
  });

  it('lays JSON out in lines, copies it as it was, and shows it as sent or as bytes when asked', () => {
    const content = utf8('{"a":[1]}');
    expect(content).toMatchObject({ view: 'json', views: ['json', 'text', 'bytes'], raw: '{"a":[1]}' });
    expect(content.lines).toHaveLength(5);
    expect(contentOfBytes(view('{"a":[1]}'), 'text').lines.map(textOfLine)).toEqual(['{"a":[1]}']);
    expect(contentOfBytes(view('ü'), 'bytes').lines.map(textOfLine)[0]).toMatch(/^00000000 {2}c3 bc /);
    expect(contentOfBytes(view('no json'), 'json').view).toBe('text');
  });

  it('lays out JSON behind a byte order mark, of ten thousand levels, and of one string of a megabyte', () => {
    expect(utf8('\ufeff{"a":1}').view).toBe('json');
    expect(utf8(`${'['.repeat(10_000)}${']'.repeat(10_000)}`).lines.length).toBeGreaterThan(19_000);
    expect(utf8(JSON.stringify({ a: 'x\\"'.repeat(200_000) })).view).toBe('json');
  });
});
