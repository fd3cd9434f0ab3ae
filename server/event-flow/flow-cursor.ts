import { NibbleError } from '#schemas/errors.ts';

/** Where a list goes on: after this flow. Opaque outside. */
export type FlowCursor = { startedAt: string; correlation: string };

export function writeCursor({ startedAt, correlation }: FlowCursor): string {
  return Buffer.from(`${startedAt} ${correlation}`).toString('base64url');
}

export function readCursor(cursor: string): FlowCursor {
  const [, startedAt, correlation] =
    /^(\d{4,6}-\d\d-\d\dT[\d:.]+Z) ([0-9a-f]{32})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (startedAt === undefined || correlation === undefined) {
    throw new NibbleError('invalid', 'The cursor is not one that this list gave out.');
  }
  return { startedAt, correlation };
}
