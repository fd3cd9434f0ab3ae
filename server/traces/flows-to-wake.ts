import type { NewSpan } from './span-row.ts';

/**
 * The flows that gain a REST call: those that a call names, and those that what it sent names. Records wake their flows
 * by themselves, so that other spans need not.
 */
export function flowsToWake(spans: readonly NewSpan[]): Set<string> {
  const calls = new Set(spans.filter(({ isRequest }) => isRequest).map(({ row }) => `${row.trace} ${row.spanId}`));
  const ofCalls = spans.filter(({ isRequest, row }) => isRequest || calls.has(`${row.trace} ${row.parentId}`));
  return new Set(ofCalls.flatMap(({ flow }) => (flow === null ? [] : [flow])));
}
