/** The id of the list of what stands in the records at hand. */
export const sourcesListId = 'sources-of-topic';
