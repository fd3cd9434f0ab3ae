import type { Flow } from '#schemas/api/flow.ts';

/** `Order 4711`: what the flow is called by those who wait for it. `full` is null when nothing was shortened. */
export function titleOfFlow(business: Flow['business'], correlationId: string): { text: string; full: string | null } {
  const kind = business?.kind ?? 'flow';
  const id = business?.id ?? correlationId;
  const short = shortenId(id);
  const text = `${kind.charAt(0).toUpperCase()}${kind.slice(1).replaceAll('_', ' ')} ${short}`;
  return { text, full: short === id ? null : id };
}

const longestShown = 18;

/** Ids that grow with time begin alike, so the end is kept: `…1c08e4d7`. */
export function shortenId(id: string): string {
  return id.length <= longestShown ? id : `…${id.slice(-8)}`;
}
