import { describe, expect, test } from 'vitest';
import { momentOfInput, momentToInput } from './local-moment.ts';

describe('a moment in a field', () => {
  test('given nothing, or half a date, is none', () => {
    expect(momentToInput(null, 'utc')).toBe('');
    expect(momentOfInput('', 'utc')).toBeNull();
    expect(momentOfInput('+012345-01-01T00:00', 'utc')).toBeNull();
    expect(momentOfInput('2026-11-24Tnoon', 'local')).toBeNull();
  });

  test('given UTC, is what logs say', () => {
    expect(momentToInput('2026-11-24T12:00:07.500Z', 'utc')).toBe('2026-11-24T12:00:07');
    expect(momentOfInput('2026-11-24T12:00', 'utc')).toBe('2026-11-24T12:00:00.000Z');
  });

  test.each(['2026-03-29T00:30:00.000Z', '2026-07-01T12:00:00.000Z', '2026-12-01T12:00:00.000Z'])(
    'given the browser’s own zone, comes back as the same moment (%s)',
    (moment) => {
      expect(momentOfInput(momentToInput(moment, 'local'), 'local')).toBe(moment);
    },
  );
});
