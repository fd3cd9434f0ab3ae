import type { PartProblem } from '#schemas/api/common.ts';
import type { GroupPlace } from '#server/consumer-groups/index.ts';

/** What keeps positions from being true as of now, or whole: groups that could not be asked, and groups left out. Pure. */
export function problemsOfPlaces(
  places: readonly GroupPlace[],
  { asOf, unread }: { asOf: Date | null; unread: ReadonlyMap<string, number> },
): PartProblem[] {
  if (asOf === null) {
    const detail = 'The offsets of consumer groups have not been read yet: only records and spans tell.';
    return [{ what: 'offsets', detail }];
  }
  const ofGroup = new Map(
    places.flatMap(({ group, problem }) => (problem === null ? [] : [[group, problem] as const])),
  );
  const failed = [...ofGroup].map(([group, detail]) => ({ what: group, detail }));
  const left = [...unread].map(([topic, count]) => {
    return { what: topic, detail: `${count} more groups read it; those that are worst off are shown.` };
  });
  return [...failed, ...left];
}
