import { evidenceWords } from '../_model/evidence-words.ts';
import type { CauseLink } from '../_model/flow-model.ts';
import { isCertain } from '../_timeline/place-edges.ts';
import { boxSize } from './box-size.ts';
import type { PlacedGraph } from './use-graph-layout.client.ts';

type GraphEdgesProps = { placed: PlacedGraph; shown: number[]; chosen: number };

/** Arrows from causes to effects: solid where a record or a span states them, dotted where inferred, dashed to come. */
export function GraphEdges({ placed, shown, chosen }: GraphEdgesProps) {
  const { graph, layout } = placed;
  const inView = new Set(shown);
  const isDrawn = (from: number, to: number) => from >= 0 && (inView.has(from) || inView.has(to));
  const path = (from: number, to: number) =>
    curve(layout.x[from] ?? 0, (layout.y[from] ?? 0) + boxSize.height, layout.x[to] ?? 0, layout.y[to] ?? 0);
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it can take the focus
    <g fill="none" aria-hidden="true">
      {graph.boxes.map(({ id, parent, link, content }, index) =>
        isDrawn(parent, index) ? (
          <Edge
            key={id}
            path={path(parent, index)}
            link={link}
            expected={content.kind === 'step'}
            touched={chosen >= 0 && (parent === chosen || index === chosen)}
          />
        ) : null,
      )}
      {graph.joins.map(({ from, to }) =>
        isDrawn(from, to) ? (
          <Edge key={`${from} ${to}`} path={path(from, to)} link={null} expected touched={to === chosen} />
        ) : null,
      )}
    </g>
  );
}

type EdgeProps = { path: string; link: CauseLink | null; expected: boolean; touched: boolean };

function Edge({ path, link, expected, touched }: EdgeProps) {
  const quiet = expected || (link !== null && !isCertain(link));
  const dots = expected ? '4 4' : '2 4';
  const colour = quiet ? 'stroke-ghost' : 'stroke-line-strong';
  const words = link && evidenceWords[link.evidence];
  return (
    <g data-tip={words ? `Cause by ${words.word}. ${words.meaning}` : undefined}>
      <path d={path} stroke="transparent" strokeWidth={9} />
      <path
        d={path}
        className={touched ? 'stroke-accent' : colour}
        strokeWidth={touched ? 1.8 : 1.4}
        strokeDasharray={quiet ? dots : undefined}
      />
    </g>
  );
}

function curve(x1: number, y1: number, x2: number, y2: number): string {
  const middle = (y1 + y2) / 2;
  return `M${x1} ${y1}C${x1} ${middle} ${x2} ${middle} ${x2} ${y2}`;
}
