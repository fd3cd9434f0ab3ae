/** The views of a flow as the URL names them, in the order of the switch. Each has its entry in `flow-views.client.tsx`. */
export const flowViewNames = ['timeline', 'graph', 'table', 'state'] as const;
export type FlowViewName = (typeof flowViewNames)[number];

/** Other ways to read the flow than by a view of its events; absent in the URL: on call. */
export const flowReadingNames = ['support'] as const;
export type FlowReadingName = (typeof flowReadingNames)[number];
