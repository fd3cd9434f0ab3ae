/** The states of a flow; apart from the schemas so that a page can name them without carrying the parser. */
export const flowStatuses = ['running', 'done', 'late', 'stuck', 'failed', 'off_path'] as const;
export type FlowStatus = (typeof flowStatuses)[number];
