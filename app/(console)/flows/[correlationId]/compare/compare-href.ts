import { flowHref } from '#app/_ui/flow-href.ts';

/** The address of two flows beside each other. */
export function compareHref(correlationId: string, other: string): string {
  return `${flowHref(correlationId)}/compare/${encodeURIComponent(other)}`;
}
