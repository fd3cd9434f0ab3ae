import { expect, test } from 'vitest';
import { csvLine } from './csv-line.ts';

test.each([
  ['=HYPERLINK("http://evil.example")', `"'=HYPERLINK(""http://evil.example"")"`],
  ['+1', "'+1"],
  ['-2+3', "'-2+3"],
  ['@SUM(A1)', "'@SUM(A1)"],
  [' =1', "' =1"],
  ['\t=1', `"'\t=1"`],
  ['\r=1', `"'\r=1"`],
  ['＝1', "'＝1"],
])('given text that a spreadsheet would run (%j), it stays text', (text, cell) => {
  expect(csvLine([text])).toBe(`${cell}\r\n`);
});

test('given what would break the line, it is in quotes', () => {
  expect(csvLine(['a,b', 'say "no"', 'two\nlines', ' edge', 'plain'])).toBe(
    '"a,b","say ""no""","two\nlines"," edge",plain\r\n',
  );
});

test('given numbers and nothing, they are what they are', () => {
  expect(csvLine([-5, 0, null, ''])).toBe('-5,0,,\r\n');
});
