'use client';

import { LaneDot } from '#app/_ui/lane.tsx';
import { Pill } from '#app/_ui/pill.tsx';
import { evidenceWords } from '../_model/evidence-words.ts';
import type { CauseLink, FlowNode } from '../_model/flow-model.ts';
import { nameOf } from '../_table/table-rows.ts';

type Select = (key: string) => void;

/** What caused the node, and how we know; why not, where it was not captured. */
export function CausedBy({ node, onSelect }: { node: FlowNode; onSelect: Select }) {
  if (!node.causedBy) return <span className="text-ink-2">nothing: the flow begins here, or it does not say</span>;
  const { from, evidence } = node.causedBy;
  if (from.kind !== 'ghost') return <NodeLink node={from} evidence={evidence} onSelect={onSelect} />;
  return (
    <>
      <span className="text-late">not captured</span> <EvidencePill evidence={evidence} />
      <span className="mt-0.5 block text-s text-ink-2">{from.reason}</span>
    </>
  );
}

const mostEffects = 12;

/** What the node caused. */
export function Effects({ node, onSelect }: { node: FlowNode; onSelect: Select }) {
  const links = node.causeOf;
  if (links.length === 0) return <span className="text-ink-2">nothing so far</span>;
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-1">
      {links.slice(0, mostEffects).map(({ to }) => (
        <li key={to.key}>
          <NodeLink node={to} evidence={null} onSelect={onSelect} />
        </li>
      ))}
      {links.length > mostEffects ? <li className="text-s text-ink-3">and {links.length - mostEffects} more</li> : null}
    </ul>
  );
}

type NodeLinkProps = { node: FlowNode; evidence: CauseLink['evidence'] | null; onSelect: Select };

function NodeLink({ node, evidence, onSelect }: NodeLinkProps) {
  return (
    <>
      <button
        type="button"
        onClick={() => onSelect(node.key)}
        className="inline-flex max-w-full items-center gap-1.5 rounded-s text-left hover:text-accent hover:underline pointer-coarse:min-h-11"
      >
        <LaneDot service={node.service} />
        <span className={`min-w-0 break-words ${node.kind === 'request' ? 'mono' : ''}`}>{nameOf(node)}</span>
      </button>{' '}
      {evidence ? <EvidencePill evidence={evidence} /> : null}
    </>
  );
}

function EvidencePill({ evidence }: { evidence: CauseLink['evidence'] }) {
  const { word, meaning } = evidenceWords[evidence];
  return (
    <Pill className="h-[18px]" tip={meaning}>
      {word}
    </Pill>
  );
}
