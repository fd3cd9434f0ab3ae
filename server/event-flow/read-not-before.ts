import type { PackedRecord } from './block-format.ts';

const epochMs = /^\d{12,14}$/;

/** Before when a record that was passed on is not tried again (epoch ms); of several headers the last counts. */
export function readNotBefore(headers: PackedRecord['headers']): number | null {
  const text = headers.findLast(([name]) => name === 'retry.not-before')?.[1]?.toString('latin1') ?? '';
  return epochMs.test(text) ? Number(text) : null;
}
