'use client';

import clsx from 'clsx';
import { useId, useRef } from 'react';
import { formatClock } from '#app/_ui/format-time.ts';
import { useTimeZone } from '#app/_ui/use-time-zone.client.ts';
import type { FlowModel } from '../_model/flow-model.ts';
import { nameMark } from './name-mark.ts';
import { TimelineAxis } from './timeline-axis.tsx';
import { TimelineEdges } from './timeline-edges.tsx';
import { timelineKey } from './timeline-key.ts';
import type { Mark } from './timeline-layout.ts';
import { TimelineMarks } from './timeline-marks.tsx';
import { TimelineNotes } from './timeline-notes.client.tsx';
import { TimelineNow } from './timeline-now.tsx';
import { useBoxWidth, usePointer } from './use-box.client.ts';
import { useGestures } from './use-gestures.client.ts';
import { useTimelineActions } from './use-timeline-actions.client.ts';
import { useTimelineLayout } from './use-timeline-layout.client.ts';
import type { TimeWindow } from './zoom-window.ts';

export type TimelineProps = {
  model: FlowModel;
  /** Draw now, and room for what comes. */
  goesOn: boolean;
  fold: boolean;
  window: TimeWindow | null;
  selected: string | null;
  onSelect: (key: string) => void;
  onOpen: () => void;
  onWindow: (window: TimeWindow | null) => void;
};

// The server draws for a usual screen, so that the picture stands there at once; narrower ones wait to be measured.
const assumedWidth = 874;

/** The flow over time: a list box of its events and calls, drawn to scale. The table says the same in words. */
export function Timeline(props: TimelineProps) {
  const { model, selected, onSelect } = props;
  const box = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const [zone] = useTimeZone();
  const pointer = usePointer();
  const width = useBoxWidth(box);
  const layout = useTimelineLayout({ ...props, width: width ?? assumedWidth, pointer });
  const act = useTimelineActions(props, layout);
  const wasDrag = useGestures(box, { onZoom: act.zoom, onPan: act.pan });

  const idOf = (mark: Mark) => `${prefix}-${mark.key}`.replaceAll(/\s/g, '_');
  const active = layout.marks.find((mark) => mark.nodes.some((node) => node.key === selected));
  const onKeyDown = (event: React.KeyboardEvent) => {
    const action = timelineKey(event);
    if (!action) return;
    event.preventDefault();
    act.run(action);
  };

  return (
    <div className="relative min-w-0">
      <div
        ref={box}
        role="listbox"
        tabIndex={0}
        aria-label="Timeline of the flow. Left and right arrows walk along time, up to the cause, down to the effect; plus and minus zoom."
        aria-orientation="horizontal"
        aria-activedescendant={active ? idOf(active) : undefined}
        onKeyDown={onKeyDown}
        className="relative min-w-0 cursor-grab touch-pan-y overflow-hidden rounded-l outline-offset-[-2px] select-none active:cursor-grabbing"
        style={{ minHeight: 56 + model.lanes.length * 64 }}
      >
        <svg
          role="presentation"
          width={layout.width}
          height={layout.height}
          className={clsx('block', width === null && 'max-[1240px]:invisible')}
        >
          {/* biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it can take the focus */}
          <g aria-hidden="true">
            <TimelineAxis layout={layout} />
            <TimelineEdges layout={layout} selected={selected} />
            {layout.now ? <TimelineNow now={layout.now} plot={layout.plot} /> : null}
          </g>
          <TimelineMarks
            marks={layout.marks}
            idOf={idOf}
            nameOf={(mark) => nameMark(mark, (time) => formatClock(time, zone, { ms: true }))}
            selected={selected}
            touch={pointer === 'coarse'}
            onSelect={(mark) => {
              if (!wasDrag()) onSelect(nextOf(mark, selected));
            }}
          />
        </svg>
      </div>
      <TimelineNotes layout={layout} onShowSelected={act.showSelected} />
    </div>
  );
}

/** A dot of several events gives the next of them with every press. */
function nextOf(mark: Mark, selected: string | null): string {
  const at = mark.nodes.findIndex((node) => node.key === selected);
  return mark.nodes[(at + 1) % mark.nodes.length]?.key ?? mark.key;
}
