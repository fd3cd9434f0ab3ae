import type { FlowModel } from '../_model/flow-model.ts';
import type { GhostMark, Mark } from './timeline-layout.ts';
import type { Plot } from './zoom-window.ts';

const distancePx = 34;
const mostGhosts = 60;

/** A dashed ring left of each mark whose cause nothing captured has. Its place says "before", not when. */
export function placeGhosts(model: FlowModel, marks: Mark[], plot: Plot): GhostMark[] {
  const placed: GhostMark[] = [];
  if (model.ghosts.length === 0) return placed;
  for (const mark of marks) {
    const missing = mark.nodes.flatMap((node) => {
      const from = node.causedBy?.from;
      return from?.kind === 'ghost' ? [from] : [];
    });
    const [ghost] = missing;
    if (!ghost) continue;
    const x = Math.max(mark.x - distancePx, plot.left + 8);
    if (x < mark.x - 10) placed.push({ ghost, x, y: mark.y, to: mark, count: new Set(missing).size });
    if (placed.length === mostGhosts) break;
  }
  return placed;
}
