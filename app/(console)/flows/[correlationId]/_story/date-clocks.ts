const clock = /\b(\d{2}:\d{2}:\d{2}) UTC\b/g;
const dayMs = 86_400_000;

/**
 * Puts whole moments where a flow's brief story has times of the day in UTC, so that each reader sees them in the zone of
 * the chart below. A time before that of the beginning is of the next day.
 */
export function dateClocks(story: string, startedAt: string): string {
  const [day, from] = [startedAt.slice(0, 10), startedAt.slice(11, 19)];
  return story.replace(clock, (told, time: string) => {
    const sameDay = Date.parse(`${day}T${time}Z`);
    if (Number.isNaN(sameDay)) return told;
    return new Date(time < from ? sameDay + dayMs : sameDay).toISOString();
  });
}
