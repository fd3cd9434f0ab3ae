import { NibbleError } from '#schemas/errors.ts';

/** Where a list goes on: beyond this flow of its order. Opaque outside. */
export type FlowCursor = {
  at: string;
  correlation: string;
  /** The index of facets finds too many: it was tried before. */
  isCommon: boolean;
};

export function writeCursor({ at, correlation, isCommon }: FlowCursor): string {
  return Buffer.from(`${at} ${correlation}${isCommon ? ' common' : ''}`).toString('base64url');
}

export function readCursor(cursor: string): FlowCursor {
  const [, at, correlation, common] =
    /^(\d{4,6}-\d\d-\d\dT[\d:.]+Z) ([0-9a-f]{32})( common)?$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (at === undefined || correlation === undefined) {
    throw new NibbleError('invalid', 'The cursor is not one that this list gave out.');
  }
  return { at, correlation, isCommon: common !== undefined };
}
