'use client';

import clsx from 'clsx';
import { useId, useRef } from 'react';
import { formatClock } from '#app/_ui/format-time.ts';
import { useTimeZone } from '#app/_ui/use-time-zone.client.ts';
import type { Flow } from '#schemas/api/flow.ts';
import type { FlowModel } from '../_model/flow-model.ts';
import { nameMark, nameStep, nameTry } from './name-mark.ts';
import { TimelineAxis } from './timeline-axis.tsx';
import { TimelineEdges } from './timeline-edges.tsx';
import { timelineKey } from './timeline-key.ts';
import type { Mark, TimelineLayout } from './timeline-layout.ts';
import { TimelineMarks } from './timeline-marks.tsx';
import { TimelineNotes } from './timeline-notes.client.tsx';
import { TimelineNow } from './timeline-now.tsx';
import { TimelineStepEdges, TimelineSteps } from './timeline-steps.tsx';
import { TimelineTries } from './timeline-tries.tsx';
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
  /** The record that the URL names: that of the selected event, or of one of its copies. */
  record: string | null;
  onSelect: (key: string) => void;
  onOpen: () => void;
  onWindow: (window: TimeWindow | null) => void;
  /** Keys of what is looked for; null while nothing is. */
  matches: Set<string> | null;
  onMatch: (step: 1 | -1) => void;
  clocks: Flow['clocks'];
};

// The server draws for a usual screen, so that the picture stands there at once; narrower ones wait to be measured.
const assumedWidth = 874;

/** The flow over time: a list box of its events and calls, drawn to scale. The table says the same in words. */
export function Timeline(props: TimelineProps) {
  const { model, selected, record, onSelect } = props;
  const box = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const [zone] = useTimeZone();
  const pointer = usePointer();
  const width = useBoxWidth(box);
  const layout = useTimelineLayout({ ...props, width: width ?? assumedWidth, pointer });
  const act = useTimelineActions(props, layout);
  const wasDrag = useGestures(box, { onZoom: act.zoom, onPan: act.pan });

  const idOf = (key: string) => `${prefix}-${key}`.replaceAll(/\s/g, '_');
  const active = activeKey(layout, selected, record);
  const clock = (time: number) => formatClock(time, zone, { ms: true });
  const touch = pointer === 'coarse';
  const choose = (key: string) => {
    if (!wasDrag()) onSelect(key);
  };
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
        aria-label="Timeline of the flow. Left and right arrows walk along time, up to the cause, down to the effect; plus and minus zoom; n and N walk what was found."
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
            <TimelineAxis layout={layout} clocks={props.clocks} />
            <TimelineEdges layout={layout} selected={selected} />
            <TimelineStepEdges steps={layout.steps} />
            {layout.now ? <TimelineNow now={layout.now} plot={layout.plot} /> : null}
          </g>
          <TimelineTries
            tries={layout.tries}
            idOf={idOf}
            nameOf={(mark) => nameTry(mark.try, clock)}
            selected={record}
            touch={touch}
            onSelect={choose}
          />
          <TimelineMarks
            marks={layout.marks}
            idOf={idOf}
            nameOf={(mark) => nameMark(mark, clock)}
            matches={props.matches}
            selected={active === record && record !== selected ? null : selected}
            touch={touch}
            onSelect={(mark) => choose(nextOf(mark, selected))}
          />
          <TimelineSteps
            steps={layout.steps}
            idOf={idOf}
            nameOf={(mark) => nameStep(mark.step, clock)}
            selected={selected}
            touch={touch}
            onSelect={choose}
          />
        </svg>
      </div>
      <TimelineNotes layout={layout} onShowSelected={act.showSelected} />
    </div>
  );
}

/** The option that stands for what is selected, where it is in view. */
function activeKey(
  { marks, steps, tries }: TimelineLayout,
  selected: string | null,
  record: string | null,
): string | null {
  if (selected === null && record === null) return null;
  if (tries.some((mark) => mark.try.key === record)) return record;
  if (steps.some(({ step }) => step.key === selected)) return selected;
  return marks.find((mark) => mark.nodes.some((node) => node.key === selected))?.key ?? null;
}

/** A dot of several events gives the next of them with every press. */
function nextOf(mark: Mark, selected: string | null): string {
  const at = mark.nodes.findIndex((node) => node.key === selected);
  return mark.nodes[(at + 1) % mark.nodes.length]?.key ?? mark.key;
}
