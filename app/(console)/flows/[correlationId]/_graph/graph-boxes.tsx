import clsx from 'clsx';
import { laneColour } from '#app/_ui/lane.tsx';
import { boxSize } from './box-size.ts';
import { type BoxWords, describeBox } from './describe-box.ts';
import type { GraphBox } from './graph-box.ts';
import { keysOf } from './keys-of-box.ts';
import type { PlacedGraph } from './use-graph-layout.client.ts';

type GraphBoxesProps = {
  placed: PlacedGraph;
  shown: number[];
  chosen: number;
  matches: Set<string> | null;
  /** Too small to read: boxes bear no words then. */
  isSmall: boolean;
  idOf: (index: number) => string;
  clock: (time: number, ms: boolean) => string;
  onSelect: (index: number) => void;
};

/** The boxes in view. The list box around them holds the focus, answers the keys and names its active option. */
export function GraphBoxes({ placed, shown, chosen, matches, isSmall, idOf, clock, onSelect }: GraphBoxesProps) {
  const { graph, layout } = placed;
  return shown.map((index) => {
    const box = graph.boxes[index];
    if (!box) return null;
    const words = describeBox(box.content, timeOf(graph.boxes[box.parent]), clock);
    const found = matches === null ? null : keysOf(box).some((key) => matches.has(key));
    return (
      <g
        key={box.id}
        id={idOf(index)}
        role="option"
        aria-selected={index === chosen}
        aria-label={words.name}
        data-tip={words.name}
        data-kind={box.content.kind}
        transform={`translate(${(layout.x[index] ?? 0) - boxSize.width / 2} ${layout.y[index] ?? 0})`}
        className={clsx(box.content.kind !== 'ghost' && 'cursor-pointer')}
        onClick={() => onSelect(index)}
      >
        <BoxShape words={words} chosen={index === chosen} found={found} />
        {isSmall ? null : <BoxText words={words} found={found} />}
      </g>
    );
  });
}

function timeOf(box: GraphBox | undefined): number | null {
  return box?.content.kind === 'nodes' ? (box.content.nodes[0]?.at ?? null) : null;
}

const strokes: Record<BoxWords['look'], string> = {
  happened: 'stroke-line-strong',
  expected: 'stroke-ghost',
  late: 'stroke-late',
  missing: 'stroke-ghost',
};

type Found = {
  /** Whether it is what is looked for; null while nothing is. */
  found: boolean | null;
};

function BoxShape({ words, chosen, found }: Found & { words: BoxWords; chosen: boolean }) {
  const { width, height } = boxSize;
  const happened = words.look === 'happened';
  return (
    <>
      {chosen ? (
        <rect
          x={-4}
          y={-4}
          width={width + 8}
          height={height + 8}
          rx={9}
          fill="none"
          className="stroke-accent"
          strokeWidth={2}
        />
      ) : null}
      {words.count > 1 ? (
        <rect x={4} y={4} width={width} height={height} rx={6} className="fill-panel stroke-line-strong" />
      ) : null}
      <rect
        width={width}
        height={height}
        rx={6}
        strokeDasharray={happened ? undefined : '4 3'}
        className={clsx(found ? 'fill-accent-soft' : 'fill-panel', strokes[words.look])}
      />
      {words.service && happened ? (
        <rect
          x={6}
          y={8}
          width={4}
          height={height - 16}
          rx={2}
          fill={laneColour(words.service)}
          className={found === false ? 'opacity-30' : undefined}
        />
      ) : null}
      {words.troubled ? <rect x={width - 13} y={6} width={7} height={7} className="fill-broken" /> : null}
    </>
  );
}

const titleColours: Record<BoxWords['look'], string> = {
  happened: 'fill-ink',
  expected: 'fill-ink-2',
  late: 'fill-late',
  missing: 'fill-ink-2',
};

function BoxText({ words, found }: Found & { words: BoxWords }) {
  return (
    <>
      <text
        x={16}
        y={17}
        className={clsx(
          words.mono ? 'font-mono text-[11px]' : 'text-[12px]',
          found === false ? 'fill-ink-3' : titleColours[words.look],
        )}
      >
        {words.title}
      </text>
      <text x={16} y={32} className={clsx('text-[11px]', words.look === 'late' ? 'fill-late' : 'fill-ink-3')}>
        {words.detail}
      </text>
      {words.count > 1 ? (
        <text x={boxSize.width - 8} y={32} textAnchor="end" className="fill-ink text-[11px] font-semibold">
          × {words.count}
        </text>
      ) : null}
    </>
  );
}
