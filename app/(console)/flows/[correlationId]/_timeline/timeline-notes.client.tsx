'use client';

import { Button } from '#app/_ui/button.tsx';
import type { TimelineLayout } from './timeline-layout.ts';

type TimelineNotesProps = { layout: TimelineLayout; onShowSelected: () => void };

/** What the drawing does not show: a selection out of view, causes too many to draw, a stretch without any event. */
export function TimelineNotes({ layout, onShowSelected }: TimelineNotesProps) {
  const { selectedIsOff, hiddenEdges, marks, plot } = layout;
  return (
    <>
      {selectedIsOff ? (
        <Button
          onClick={onShowSelected}
          className={`absolute bottom-1 ${selectedIsOff === 'right' ? 'right-2' : ''}`}
          style={selectedIsOff === 'left' ? { left: plot.left + 8 } : undefined}
        >
          {selectedIsOff === 'left' ? '← Selected' : 'Selected →'}
        </Button>
      ) : null}
      {marks.length === 0 ? (
        <p className="absolute inset-x-0 top-24 text-center text-ink-2">Nothing happened in this stretch.</p>
      ) : null}
      {hiddenEdges > 0 ? (
        <p className="absolute right-3 bottom-1 text-xs text-ink-3">
          {hiddenEdges} causes hidden here: select an event or zoom in
        </p>
      ) : null}
    </>
  );
}
