import type { FlowStatus } from '#schemas/api/flow.ts';
import type { PinSummary } from '#schemas/api/pin.ts';

export const pinColumns = 'id, correlation_id, business, status, note, taken_at, events, without_bytes, bytes';

export type PinRow = {
  id: string;
  correlation_id: string;
  business: PinSummary['business'];
  status: FlowStatus | null;
  note: string;
  taken_at: Date;
  events: number;
  without_bytes: number;
  bytes: number;
};

export function summaryOf(row: PinRow): PinSummary {
  const { id, business, status, note, events, bytes } = row;
  return {
    id,
    correlationId: row.correlation_id,
    business,
    status,
    note,
    takenAt: row.taken_at.toISOString(),
    events,
    withoutBytes: row.without_bytes,
    bytes,
  };
}
