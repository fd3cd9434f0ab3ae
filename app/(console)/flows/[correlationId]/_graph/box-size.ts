/** Size of a box of the graph and the room between two of them, px at full size. */
export const boxSize = { width: 176, height: 40, gap: 14, gapDown: 34 } as const;
