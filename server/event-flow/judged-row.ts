/** A flow as it was judged before, with what it is judged by. */
export type JudgedRow = {
  correlation: string;
  marks: string[];
  dead: string[];
  late_from: Date | null;
  stuck: boolean;
  off_path: boolean;
  step: string | null;
  due_at: Date | null;
  alarm_at: Date | null;
};
