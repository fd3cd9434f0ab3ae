'use client';

import { LaneDot } from '#app/_ui/lane.tsx';
import { Pill } from '#app/_ui/pill.tsx';
import { evidenceWords } from '../_model/evidence-words.ts';
import type { CauseLink, FlowModel, FlowNode } from '../_model/flow-model.ts';
import { nameOf } from '../_table/table-rows.ts';

type Select = (key: string) => void;

/** What caused the node, and how we know; why not, where it was not captured. */
export function CausedBy({ node, model, onSelect }: { node: FlowNode; model: FlowModel; onSelect: Select }) {
  const link = model.causeOf.get(node.key);
  if (!link) return <span className="text-ink-2">nothing: the flow begins here, or it does not say</span>;
  const cause = model.byKey.get(link.from);
  if (cause) return <NodeLink node={cause} evidence={link.evidence} onSelect={onSelect} />;
  return (
    <>
      <span className="text-late">not captured</span> <EvidencePill evidence={link.evidence} />
      <span className="mt-0.5 block text-s text-ink-2">{model.ghosts.get(link.from)?.reason}</span>
    </>
  );
}

const mostEffects = 12;

/** What the node caused. */
export function Effects({ node, model, onSelect }: { node: FlowNode; model: FlowModel; onSelect: Select }) {
  const links = model.effectsOf.get(node.key) ?? [];
  if (links.length === 0) return <span className="text-ink-2">nothing so far</span>;
  return (
    <ul className="flex flex-col gap-1">
      {links.slice(0, mostEffects).map((link) => {
        const effect = model.byKey.get(link.to);
        return effect ? (
          <li key={link.to}>
            <NodeLink node={effect} evidence={null} onSelect={onSelect} />
          </li>
        ) : null;
      })}
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
