import { expect, test } from 'vitest';
import { whoDid } from './entry-words.ts';

test('a name that was given is never shown without the operator who is known', () => {
  expect(whoDid({ actor: 'on-call', name: 'Ada' })).toBe('Ada (on-call)');
  expect(whoDid({ actor: 'on-call', name: 'on-call' })).toBe('on-call');
  expect(whoDid({ actor: 'on-call', name: null })).toBe('on-call');
});
