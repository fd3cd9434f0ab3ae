import { formatDuration } from '#app/_ui/format-duration.ts';
import { laneColour } from '#app/_ui/lane.tsx';
import type { Flow } from '#schemas/api/flow.ts';
import { describeClock, signed } from '../_model/describe-clock.ts';
import type { Band, LaneBox, Tick, TimelineLayout } from './timeline-layout.ts';

/** Everything that stands still behind the events: bands, ticks, lanes with their names. */
export function TimelineAxis({ layout, clocks }: { layout: TimelineLayout; clocks: Flow['clocks'] }) {
  const { plot, width } = layout;
  return (
    <>
      {layout.bands.map((band) => (
        <BandShape key={band.fold.from} band={band} plot={plot} />
      ))}
      {layout.ticks.map((tick, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they hold no state, and every frame of a zoom moves them all
        <TickLine key={place} tick={tick} plot={plot} />
      ))}
      {layout.lanes.map((lane) => (
        <LaneShape
          key={lane.service}
          lane={lane}
          width={width}
          beside={layout.plot.left > 20}
          clock={clocks.find(({ service }) => service === lane.service)}
        />
      ))}
    </>
  );
}

type PlotBox = TimelineLayout['plot'];

function BandShape({ band: { fold, x, width, label }, plot }: { band: Band; plot: PlotBox }) {
  const { top, bottom } = plot;
  return (
    <g data-tip={`${formatDuration(fold.to - fold.from)} in which nothing happened, folded`}>
      <rect x={x} y={top} width={width} height={bottom - top} className="fill-sunk" />
      <path
        d={`M${x} ${top}V${bottom}M${x + width} ${top}V${bottom}`}
        className="stroke-line-strong"
        strokeDasharray="2 4"
      />
      {label ? (
        <text x={label.x} y={label.y} textAnchor="middle" className="fill-ink-2 text-[11.5px]">
          {label.text}
        </text>
      ) : null}
    </g>
  );
}

function TickLine({ tick: { x, label, absolute }, plot }: { tick: Tick; plot: PlotBox }) {
  return (
    <>
      <path d={`M0 ${plot.top}V${plot.bottom}`} transform={`translate(${x.toFixed(2)})`} className="stroke-line" />
      {label ? (
        <text
          x={label.x}
          y={label.y}
          textAnchor="middle"
          className={`font-mono text-[11px] ${absolute ? 'fill-ink-2' : 'fill-ink-3'}`}
        >
          {label.text}
        </text>
      ) : null}
    </>
  );
}

type LaneShapeProps = { lane: LaneBox; width: number; beside: boolean; clock: Flow['clocks'][number] | undefined };

function LaneShape({ lane, width, beside, clock }: LaneShapeProps) {
  const { service, top, height, nameX, nameY } = lane;
  return (
    <>
      <path d={`M0 ${top + height}H${width}`} className="stroke-line" />
      <rect x={nameX} y={nameY - (beside ? 5 : 9)} width={10} height={10} rx={3} fill={laneColour(service)} />
      <text
        x={nameX + 18}
        y={nameY + (beside ? 4 : 0)}
        paintOrder="stroke"
        strokeWidth={3}
        className={`stroke-panel text-s ${beside ? 'fill-ink' : 'fill-ink-2'}`}
      >
        {service}
      </text>
      {clock && beside ? (
        <text x={nameX + 18} y={nameY + 18} data-tip={describeClock(clock)} className="fill-late text-[11px]">
          clock {signed(clock.aheadMs)}
        </text>
      ) : null}
    </>
  );
}
