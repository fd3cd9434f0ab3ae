import clsx from 'clsx';
import { evidenceWords } from '../_model/evidence-words.ts';
import { isCertain } from './place-edges.ts';
import type { Edge, GhostMark, TimelineLayout } from './timeline-layout.ts';

/** Causes as curves: solid where the record or a span states them, dotted where they are inferred. */
export function TimelineEdges({ layout, selected }: { layout: TimelineLayout; selected: string | null }) {
  return (
    <g fill="none">
      {layout.edges.map((edge) => (
        <EdgeShape
          key={edge.key}
          edge={edge}
          touched={edge.link.from.key === selected || edge.link.to.key === selected}
        />
      ))}
      {layout.ghosts.map((ghost) => (
        <GhostShape key={`${ghost.ghost.key} ${ghost.to.key}`} mark={ghost} />
      ))}
    </g>
  );
}

function EdgeShape({ edge, touched }: { edge: Edge; touched: boolean }) {
  const path = curve(edge);
  const sure = isCertain(edge.link);
  return (
    <g
      data-tip={
        edge.count > 1
          ? `${edge.count} causes`
          : `Cause by ${evidenceWords[edge.link.evidence].word}. ${evidenceWords[edge.link.evidence].meaning}`
      }
    >
      <path d={path} stroke="transparent" strokeWidth={9} />
      <path
        d={path}
        className={clsx(touched ? 'stroke-accent' : 'stroke-line-strong', !sure && !touched && 'stroke-ghost')}
        strokeWidth={touched ? 1.8 : 1.4}
        strokeDasharray={sure ? undefined : '3 4'}
      />
    </g>
  );
}

function curve({ x1, y1, x2, y2, arch }: Edge): string {
  if (arch > 0) return `M${x1} ${y1}C${x1 + 6} ${y1 - arch * 1.3} ${x2 - 6} ${y2 - arch * 1.3} ${x2} ${y2}`;
  const middle = (x1 + x2) / 2;
  return `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
}

function GhostShape({ mark: { ghost, x, y, to, count } }: { mark: GhostMark }) {
  return (
    <g data-tip={count > 1 ? `${ghost.reason} And ${count - 1} more.` : ghost.reason} className="stroke-ghost">
      <circle cx={x} cy={y} r={12} stroke="transparent" fill="transparent" />
      <circle cx={x} cy={y} r={5} strokeWidth={1.4} strokeDasharray="2.5 2.5" className="fill-panel" />
      <path d={`M${x + 5} ${y}H${to.x - 7}`} strokeWidth={1.4} strokeDasharray="2.5 3.5" />
    </g>
  );
}
