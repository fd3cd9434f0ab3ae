import { laneColour } from '#app/_ui/lane.tsx';
import { seenTimes } from '../_model/seen-times.ts';
import type { Label, Mark } from './timeline-layout.ts';

type MarksProps = {
  marks: Mark[];
  idOf: (key: string) => string;
  nameOf: (mark: Mark) => string;
  /** Keys of what is looked for; all else steps back. Null while nothing is. */
  matches: Set<string> | null;
  selected: string | null;
  touch: boolean;
  onSelect: (mark: Mark) => void;
};

/**
 * What the reader can select: bars below, dots above, names on top. What moves with every frame of a gesture is one
 * attribute a mark: everything in it is drawn about its own place, and the shapes of the frame before are used again.
 */
export function TimelineMarks({ marks, ...rest }: MarksProps) {
  const bars = marks.filter((mark) => mark.kind === 'request');
  const dots = marks.filter((mark) => mark.kind === 'event');
  return [bars, dots].map((kind) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: they hold no state, and a zoom makes other marks of the same events
    kind.map((mark, place) => <MarkShape key={`${mark.kind} ${place}`} mark={mark} {...rest} />),
  );
}

type MarkShapeProps = Omit<MarksProps, 'marks'> & { mark: Mark };

function MarkShape({ mark, idOf, nameOf, matches, selected, touch, onSelect }: MarkShapeProps) {
  const found = matches === null ? null : mark.nodes.some((node) => matches.has(node.key));
  const chosen = selected !== null && mark.nodes.some((node) => node.key === selected);
  const name = nameOf(mark);
  return (
    // The list box holds the focus, answers the keys and names its active option.
    <g
      id={idOf(mark.key)}
      role="option"
      aria-selected={chosen}
      aria-label={name}
      data-tip={name}
      data-kind={mark.kind}
      transform={`translate(${mark.x.toFixed(2)} ${mark.y})`}
      className="cursor-pointer"
      onClick={() => onSelect(mark)}
    >
      {found ? <Found mark={mark} /> : null}
      <g className={found === false ? 'opacity-30' : undefined}>
        {mark.kind === 'request' ? (
          <Bar mark={mark} chosen={chosen} />
        ) : (
          <Dot mark={mark} chosen={chosen} touch={touch} />
        )}
      </g>
      {mark.label ? <Name mark={mark} label={mark.label} look={lookOf(chosen, found)} /> : null}
    </g>
  );
}

/** Lights up behind what was found. */
function Found({ mark: { width, nodes } }: { mark: Mark }) {
  const reach = width > 0 ? 9 : radiusOf(nodes.length) + 6;
  return (
    <rect x={-reach} y={-reach} width={width + 2 * reach} height={2 * reach} rx={reach} className="fill-accent-soft" />
  );
}

function Bar({ mark, chosen }: { mark: Mark; chosen: boolean }) {
  const { width } = mark;
  const [node] = mark.nodes;
  const failed = node?.kind === 'request' && (node.request.status ?? 0) >= 400;
  return (
    <>
      {chosen ? (
        <rect
          x={-3}
          y={-10}
          width={width + 6}
          height={20}
          rx={6}
          fill="none"
          className="stroke-accent"
          strokeWidth={2}
        />
      ) : null}
      <rect
        x={0.5}
        y={-7}
        width={Math.max(width - 1, 1)}
        height={14}
        rx={4}
        fill="transparent"
        stroke={laneColour(node?.service ?? '')}
        strokeWidth={mark.nodes.length > 1 ? 2 : 1.2}
      />
      {failed ? <rect x={width - 8} y={-3} width={6} height={6} className="fill-broken" /> : null}
    </>
  );
}

function Dot({ mark, chosen, touch }: { mark: Mark; chosen: boolean; touch: boolean }) {
  const { nodes } = mark;
  const [node] = nodes;
  const colour = laneColour(node?.service ?? '');
  const radius = radiusOf(nodes.length);
  const seenAgain = node?.kind === 'event' && nodes.length === 1 && seenTimes(node) > 1;
  return (
    <>
      {mark.toldX === null ? null : (
        <path
          d={`M${mark.toldX - mark.x} -4v8M${mark.toldX - mark.x} 0H0`}
          fill="none"
          className="stroke-late"
          strokeWidth={1.4}
        />
      )}
      <circle r={touch ? 22 : 12} fill="transparent" />
      {chosen ? <circle r={radius + 4.5} fill="none" className="stroke-accent" strokeWidth={2} /> : null}
      {seenAgain ? <circle cx={3} cy={-3} r={radius} fill={colour} className="stroke-panel" strokeWidth={1.5} /> : null}
      <circle r={radius} fill={colour} className="stroke-panel" strokeWidth={1.5} />
      {nodes.length > 1 ? (
        <text y={3.2} textAnchor="middle" className="fill-panel text-[9px] font-semibold">
          {nodes.length > 999 ? '1k+' : nodes.length}
        </text>
      ) : null}
      {mark.troubled ? (
        <rect x={2.5} y={-9} width={7} height={7} className="fill-broken stroke-panel" strokeWidth={1.2} />
      ) : null}
    </>
  );
}

function radiusOf(count: number): number {
  if (count === 1) return 5.5;
  if (count < 10) return 7.5;
  return count < 100 ? 9 : 10.5;
}

/** The selected stands out, what is not looked for steps back as far as it can still be read. */
function lookOf(chosen: boolean, found: boolean | null): string {
  if (chosen) return 'fill-ink';
  return found === false ? 'fill-ink-3' : 'fill-ink-2';
}

function Name({ mark, label, look }: { mark: Mark; label: Label; look: string }) {
  const mono = mark.kind === 'request';
  return (
    <text
      x={label.x - mark.x}
      y={label.y - mark.y}
      textAnchor="middle"
      paintOrder="stroke"
      strokeWidth={3}
      className={`stroke-panel ${look} ${mono ? 'font-mono text-[11px]' : 'text-[11.5px]'}`}
    >
      {label.text}
    </text>
  );
}
