import type { Label, LaneBox } from './timeline-layout.ts';
import type { Plot } from './zoom-window.ts';

const gapPx = 8;
const slots = { below: 20, above: -12 } as const;

export type Slot = keyof typeof slots;

type Anchor = { lane: number; x: number; y: number };

/** The two rows of names of each lane, below and above its dots: who comes first has the room. */
export class LabelRoom {
  readonly #plot: Plot;
  readonly #taken: Map<string, { left: number; right: number }[]>;

  /** `obstacle` is how far the lane's own name reaches. */
  constructor(lanes: LaneBox[], plot: Plot, obstacle: (lane: LaneBox) => number) {
    this.#plot = plot;
    this.#taken = new Map();
    lanes.forEach((lane, index) => {
      this.#taken.set(`${index} above`, [{ left: Number.NEGATIVE_INFINITY, right: obstacle(lane) }]);
      this.#taken.set(`${index} below`, []);
    });
  }

  /** The label as near to the anchor as the plot allows; null where another one stands. */
  take({ lane, x: wished, y }: Anchor, text: string, width: number, slot: Slot): Label | null {
    const taken = this.#taken.get(`${lane} ${slot}`);
    if (!taken || width > this.#plot.right - this.#plot.left) return null;
    const x = Math.min(Math.max(wished, this.#plot.left + width / 2), this.#plot.right - width / 2);
    const label = { text, x, y: y + slots[slot], left: x - width / 2, right: x + width / 2 };
    if (taken.some((other) => label.left < other.right + gapPx && other.left < label.right + gapPx)) return null;
    taken.push(label);
    return label;
  }

  /** The first of the texts that finds room, in the order of slots; null where none does. */
  takeFirst(anchor: Anchor, texts: string[], widthOf: (text: string) => number, order: Slot[]): Label | null {
    for (const text of texts)
      for (const slot of order) {
        const label = this.take(anchor, text, widthOf(text), slot);
        if (label) return label;
      }
    return null;
  }
}
