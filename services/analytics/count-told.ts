import type { Work } from '#services/_kit/index.ts';

/** Adds to what people were told, and earned, in the minute of the event. */
export async function countTold(
  { client }: Work,
  toldAt: string,
  { sent = 0, failed = 0, points = 0 }: { sent?: number; failed?: number; points?: number },
): Promise<void> {
  await client.query(
    `insert into told (minute, sent, failed, points) values (date_trunc('minute', $1::timestamptz), $2, $3, $4)
     on conflict (minute) do update
     set sent = told.sent + excluded.sent, failed = told.failed + excluded.failed,
         points = told.points + excluded.points`,
    [toldAt, sent, failed, points],
  );
}
