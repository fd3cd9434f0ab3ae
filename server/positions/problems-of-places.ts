import type { PartProblem } from '#schemas/api/common.ts';
import type { GroupPlace } from '#server/consumer-groups/index.ts';

/** What keeps positions from being true as of now: a group a line. Pure. */
export function problemsOfPlaces(places: readonly GroupPlace[], asOf: Date | null): PartProblem[] {
  if (asOf === null) {
    return [
      {
        what: 'offsets',
        detail: 'The offsets of consumer groups have not been read yet: only records and spans tell.',
      },
    ];
  }
  const ofGroup = new Map(
    places.flatMap(({ group, problem }) => (problem === null ? [] : [[group, problem] as const])),
  );
  return [...ofGroup].map(([group, detail]) => ({ what: group, detail }));
}
