import type { TimelineLayout } from './timeline-layout.ts';

/** Now is a line; what lies right of it has not happened. */
export function TimelineNow({ now, plot }: { now: NonNullable<TimelineLayout['now']>; plot: TimelineLayout['plot'] }) {
  return (
    <>
      <path d={`M${now.x} ${plot.top}V${plot.bottom}`} className="stroke-accent" />
      <text x={now.label.x} y={now.label.y} textAnchor="middle" className="fill-accent font-mono text-[11px]">
        {now.label.text}
      </text>
    </>
  );
}
