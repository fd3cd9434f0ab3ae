import clsx from 'clsx';
import { evidenceWords } from '../_model/evidence-words.ts';
import { isCertain, touches } from './place-edges.ts';
import type { Edge, GhostMark, TimelineLayout } from './timeline-layout.ts';

// So many curves can be told apart and pointed at; more are drawn as one shape, which costs a browser next to nothing.
const mostSingle = 60;

/** Causes as curves: solid where the record or a span states them, dotted where they are inferred. */
export function TimelineEdges({ layout, selected }: { layout: TimelineLayout; selected: string | null }) {
  const isTouched = (edge: Edge) => touches(edge.link, selected);
  const many = layout.edges.length > mostSingle;
  const single = many ? layout.edges.filter(isTouched) : layout.edges;
  return (
    <g fill="none">
      {many ? <Swarm edges={layout.edges} /> : null}
      {single.map((edge, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they hold no state, and a zoom makes other curves of the same causes
        <EdgeShape key={place} edge={edge} touched={isTouched(edge)} />
      ))}
      {layout.ghosts.map((ghost) => (
        <GhostShape key={`${ghost.ghost.key} ${ghost.to.key}`} mark={ghost} />
      ))}
    </g>
  );
}

function Swarm({ edges }: { edges: Edge[] }) {
  const sure = edges.filter((edge) => isCertain(edge.link));
  const inferred = edges.filter((edge) => !isCertain(edge.link));
  return (
    <>
      <path d={sure.map(curve).join('')} className="stroke-line-strong" strokeWidth={1.4} />
      <path d={inferred.map(curve).join('')} className="stroke-ghost" strokeWidth={1.4} strokeDasharray="3 4" />
    </>
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
  const [left, right, middle] = [x1, x2, (x1 + x2) / 2].map((x) => x.toFixed(1));
  if (arch > 0)
    return `M${left} ${y1}c6 ${-arch * 1.3} ${(x2 - x1 - 6).toFixed(1)} ${-arch * 1.3} ${(x2 - x1).toFixed(1)} 0`;
  return `M${left} ${y1}C${middle} ${y1} ${middle} ${y2} ${right} ${y2}`;
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
