import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { packNotices, readNotice } from './notify-flows.ts';

describe('notices', () => {
  test('stay below PostgreSQL’s limit, and name each id or say that there are more', () => {
    const id = fc.oneof(fc.uuid(), fc.string({ unit: 'binary', maxLength: 3_000 }), fc.constant(null));
    fc.assert(
      fc.property(fc.array(id, { maxLength: 300 }), (ids) => {
        const notices = packNotices(ids, 'rows');
        const named = notices.flatMap((notice) => notice.ids);
        const left = new Set(ids).size - named.length;
        for (const notice of notices) expect(Buffer.byteLength(JSON.stringify(notice))).toBeLessThan(8_000);
        expect(new Set(named).size).toBe(named.length);
        expect(notices.some(({ more }) => more)).toBe(left > 0);
      }),
    );
  });

  test('are not made for nothing', () => {
    expect(packNotices([], 'rows')).toEqual([]);
  });

  test('come back as they were sent', () => {
    const notice = { about: 'summaries' as const, ids: ['a', '__proto__'], more: false };
    expect(readNotice(JSON.stringify(notice))).toEqual(notice);
  });

  test.each(['', 'nonsense', 'null', '[]', '{"ids":[1],"more":false,"about":"rows"}', '{"ids":[],"more":false}'])(
    'of somebody else (%s) mean that anything may be new',
    (payload) => {
      expect(readNotice(payload)).toMatchObject({ ids: [], more: true });
    },
  );
});
