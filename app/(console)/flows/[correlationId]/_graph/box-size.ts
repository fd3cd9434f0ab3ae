/** Size of a box of the graph and the room between two of them, px at full size. */
export const boxSize = { width: 156, height: 40, gap: 12, gapDown: 32 } as const;
