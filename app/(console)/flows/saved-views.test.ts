import { expect, test } from 'vitest';
import { addView, nameOf, readViews, removeView } from './saved-views.ts';

const late = { name: 'Late payments', search: '?status=late&service=payments' };

test.each([
  null,
  '',
  '{',
  '{"name":"x"}',
  '[null, 5, {"name":"x"}, {"name":"","search":"?q=1"}]',
  '[{"name":"x","search":"javascript:alert(1)"}]',
  `[{"name":"x","search":"?q=${'1'.repeat(5_000)}"}]`,
])('given what is no list of views (%j), there are none', (text) => {
  expect(readViews(text)).toEqual([]);
});

test('given a name that is taken, the new view takes its place', () => {
  const again = { ...late, search: '?status=late' };
  expect(addView([late, { name: 'Other', search: '?q=1' }], again)).toEqual([again, { name: 'Other', search: '?q=1' }]);
});

test('given a name of many lines, keeps it on one, and short', () => {
  expect(addView([], { name: ' a\n b ', search: '?q=1' })).toEqual([{ name: 'a b', search: '?q=1' }]);
  expect(nameOf('x'.repeat(100))).toHaveLength(60);
});

test('what is kept comes back, until it is forgotten', () => {
  expect(readViews(JSON.stringify(addView([], late)))).toEqual([late]);
  expect(removeView([late], late.name)).toEqual([]);
});
