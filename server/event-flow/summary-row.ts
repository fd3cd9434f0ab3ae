export const summaryColumns =
  'correlation, cluster, started_at, late_from, last_at, last_type, events, problems, status, facets';

export type SummaryRow = {
  correlation: string;
  cluster: number;
  started_at: Date;
  /** Since when it takes longer than usual. */
  late_from: Date | null;
  last_at: Date;
  last_type: number;
  events: number;
  problems: number;
  status: number;
  facets: number[];
};
