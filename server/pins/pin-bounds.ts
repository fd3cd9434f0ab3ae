export type PinBounds = {
  /** Pins at once; as many as a list gives. */
  most: number;
  /** Bytes that all together take in the database. */
  mostBytes: number;
  /** Bytes of keys, values and headers in one pin, before it is packed. */
  mostRecordBytes: number;
};

/** What people pin by hand fits this many times over; a script that pins everything does not. */
export const pinBounds: PinBounds = {
  most: 500,
  mostBytes: 256 * 1024 * 1024,
  mostRecordBytes: 8 * 1024 * 1024,
};
