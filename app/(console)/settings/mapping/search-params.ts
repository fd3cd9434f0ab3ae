import { parseAsString } from 'nuqs/server';

/** On which topic's records the mapping is tried. */
export const mappingParams = { topic: parseAsString };
