interface Step {
  name: string;
  after: string[];
}

/**
 * The steps in an order in which each comes after all that it needs. A need that is no step of this stack counts as met:
 * one's own broker is there already. Throws on a circle.
 */
export function orderSteps<T extends Step>(steps: T[]): T[] {
  const waiting = [...steps];
  const ordered: T[] = [];
  while (waiting.length > 0) {
    const next = waiting.findIndex((step) => !waiting.some((other) => step.after.includes(other.name)));
    if (next < 0) throw new Error(`These wait for each other: ${waiting.map(({ name }) => name).join(', ')}`);
    ordered.push(...waiting.splice(next, 1));
  }
  return ordered;
}
