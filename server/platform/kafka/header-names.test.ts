import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HeaderNames } from './header-names.ts';

const anyName = fc.oneof(
  fc.string({ maxLength: 80 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('a', 'aa', 'aba'),
);

test('whatever was added, what is found is the text of the very bytes', () => {
  fc.assert(
    fc.property(
      fc.array(anyName, { maxLength: 50 }),
      fc.array(anyName, { minLength: 1, maxLength: 50 }),
      (added, asked) => {
        const names = new HeaderNames();
        for (const name of added) names.add(name);
        for (const name of [...added, ...asked]) {
          const bytes = Buffer.from(`x${name}x`);
          const found = names.find(bytes, 1, bytes.length - 1);
          if (found !== null) expect(Buffer.from(found)).toEqual(bytes.subarray(1, -1));
        }
      },
    ),
  );
});

test('a usual name is found', () => {
  const names = new HeaderNames();
  names.add('correlation_id');
  expect(names.find(Buffer.from('correlation_id'), 0, 14)).toBe('correlation_id');
  expect(names.find(Buffer.from('correlation_ix'), 0, 14)).toBeNull();
});
