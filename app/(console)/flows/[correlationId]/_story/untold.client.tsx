'use client';

import type { Story } from '#schemas/api/story.ts';

/** What the story leaves out, so that nothing vanishes without a word. */
export function Untold({ story, onTable }: { story: Story; onTable: () => void }) {
  const { untold, shown } = story;
  const count = untold.reduce((sum, one) => sum + one.count, 0);
  const notRead = shown.of - shown.events;
  if (count === 0 && notRead <= 0) return null;
  const names = untold.map(({ type, count: of }) => `${type ?? 'no type'}${of > 1 ? ` × ${of}` : ''}`).join(', ');
  return (
    <p className="border-t border-line px-3.5 py-2 text-s text-ink-2">
      {count > 0 ? (
        <>
          <span data-tip={names}>{count === 1 ? '1 more record' : `${count} more records`}</span>{' '}
          {count === 1 ? 'says nothing to a customer and is' : 'say nothing to a customer and are'} not told here.{' '}
        </>
      ) : null}
      {notRead > 0 ? `Told from ${shown.events} of ${shown.of} records. ` : ''}
      <button type="button" onClick={onTable} className="text-accent underline pointer-coarse:py-3">
        All in the table
      </button>
    </p>
  );
}
