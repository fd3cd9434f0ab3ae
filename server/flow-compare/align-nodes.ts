import { changesBetween } from '#server/platform/json/index.ts';
import type { ComparedNode } from './compared-nodes.ts';

export type AlignedPair =
  | { a: ComparedNode; b: ComparedNode }
  | { a: ComparedNode; b: null }
  | { a: null; b: ComparedNode };

/** Payloads are weighed against each other only where so few may be meant; of more the first counts. */
const mostWeighed = 40;

/**
 * Which event of one flow is which of the other: of the same type and for the same reason, whenever it came; of several, the
 * one whose payload is most alike. What is left is paired by its type alone. In the order of both flows. Pure.
 */
export function alignNodes(a: readonly ComparedNode[], b: readonly ComparedNode[]): AlignedPair[] {
  const pairs = new Map<ComparedNode, ComparedNode>();
  const free = new Map(Map.groupBy(b, ({ event }) => event.type));
  for (const isFitting of [hasSameReason, () => true]) {
    for (const node of a) {
      if (pairs.has(node)) continue;
      const candidates = free.get(node.event.type) ?? [];
      const chosen = mostAlike(
        node,
        candidates.filter((candidate) => isFitting(node, candidate, pairs)),
      );
      if (!chosen) continue;
      pairs.set(node, chosen);
      free.set(
        node.event.type,
        candidates.filter((candidate) => candidate !== chosen),
      );
    }
  }
  return inOrder(a, b, pairs);
}

type Pairs = ReadonlyMap<ComparedNode, ComparedNode>;

/** A reason that one of them does not show contradicts nothing: spans may be missing. */
export function hasSameReason(a: ComparedNode, b: ComparedNode, pairs: Pairs): boolean {
  if (a.cause && b.cause) return pairs.get(a.cause) === b.cause;
  return a.causeName === null || b.causeName === null || a.causeName === b.causeName;
}

function mostAlike(node: ComparedNode, candidates: readonly ComparedNode[]): ComparedNode | undefined {
  const [first, second] = candidates;
  if (!first || !second || candidates.length > mostWeighed) return first;
  const weighed = candidates.map((candidate) => ({
    candidate,
    differences: changesBetween(node.data, candidate.data).length,
  }));
  return weighed.reduce((best, next) => (next.differences < best.differences ? next : best)).candidate;
}

/** Along the first flow; what only the second has stands before what follows it there. */
function inOrder(a: readonly ComparedNode[], b: readonly ComparedNode[], pairs: Pairs): AlignedPair[] {
  const paired = new Set(pairs.values());
  const alone = b.filter((node) => !paired.has(node));
  const places = new Map(b.map((node, place) => [node, place]));
  const aligned: AlignedPair[] = [];
  const takeBefore = (place: number) => {
    const passed = alone.findIndex((node) => (places.get(node) ?? 0) >= place);
    for (const node of alone.splice(0, passed < 0 ? alone.length : passed)) aligned.push({ a: null, b: node });
  };
  for (const node of a) {
    const other = pairs.get(node);
    if (other) takeBefore(places.get(other) ?? 0);
    aligned.push(other ? { a: node, b: other } : { a: node, b: null });
  }
  takeBefore(Number.POSITIVE_INFINITY);
  return aligned;
}
