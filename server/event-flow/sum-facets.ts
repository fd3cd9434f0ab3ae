import type { FlowFacets } from '#schemas/api/flow-list.ts';
import type { FacetIds } from './facet-ids.ts';

/** How many of the flows counted have just these facets: many flows take the same way, so there are few groups. */
export type FacetGroup = { facets: readonly number[]; count: number };

/** What the number of a facet means: a type, perhaps in a version, or a service. */
export type FacetWord = { type: string; version: number | null } | { service: string };
type Words = ReadonlyMap<number, FacetWord>;

type Sums = Pick<FlowFacets, 'types' | 'services'>;

/** Each filter's choices are counted among the flows that the other filters leave; sorted by name. */
export function sumFacets(groups: readonly FacetGroup[], words: Words, ids: FacetIds): Sums {
  const hasSeen = (group: FacetGroup) => ids.seen === null || hasOneOf(group, ids.seen);
  const lacksMissing = (group: FacetGroup) => ids.missing === null || !hasOneOf(group, ids.missing);
  const hasService = (group: FacetGroup) => ids.service === null || hasOneOf(group, ids.service);
  const forSeen = groups.filter((group) => lacksMissing(group) && hasService(group));
  const forMissing = groups.filter((group) => hasSeen(group) && hasService(group));
  const forService = groups.filter((group) => hasSeen(group) && lacksMissing(group));
  return {
    types: namesOf(words, typeOf).map((type) => ({
      type,
      seen: countWith(
        forSeen,
        numbersOf(words, (word) => typeOf(word) === type),
      ),
      missing:
        sumOf(forMissing) -
        countWith(
          forMissing,
          numbersOf(words, (word) => typeOf(word) === type),
        ),
      versions: versionsOf(words, type).map((version) => ({
        version,
        count: countWith(
          forSeen,
          numbersOf(words, (word) => typeOf(word) === type && versionOf(word) === version),
        ),
      })),
    })),
    services: namesOf(words, serviceOf).map((service) => ({
      service,
      count: countWith(
        forService,
        numbersOf(words, (word) => serviceOf(word) === service),
      ),
    })),
  };
}

function typeOf(word: FacetWord): string | null {
  return 'type' in word ? word.type : null;
}

function versionOf(word: FacetWord): number | null {
  return 'type' in word ? word.version : null;
}

function serviceOf(word: FacetWord): string | null {
  return 'service' in word ? word.service : null;
}

function namesOf(words: Words, nameOf: (word: FacetWord) => string | null): string[] {
  const names = Array.from(words.values(), nameOf).filter((name) => name !== null);
  return [...new Set(names)].sort();
}

function versionsOf(words: Words, type: string): number[] {
  const ofType = [...words.values()].filter((word) => typeOf(word) === type);
  return ofType
    .map(versionOf)
    .filter((version) => version !== null)
    .sort((a, b) => a - b);
}

function numbersOf(words: Words, isWanted: (word: FacetWord) => boolean): number[] {
  return [...words].filter(([, word]) => isWanted(word)).map(([number]) => number);
}

function countWith(groups: readonly FacetGroup[], numbers: readonly number[]): number {
  return sumOf(groups.filter((group) => hasOneOf(group, numbers)));
}

function hasOneOf({ facets }: FacetGroup, numbers: readonly number[]): boolean {
  return numbers.some((number) => facets.includes(number));
}

function sumOf(groups: readonly FacetGroup[]): number {
  return groups.reduce((sum, { count }) => sum + count, 0);
}
