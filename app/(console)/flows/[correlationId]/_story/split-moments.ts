/** A stretch of text, or a moment (ISO 8601 in UTC) that stood in it. */
export type TextPart = { text: string } | { moment: string };

const moment = /(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)/;

/** Takes the moments out of a text, so that each reader sees them in a zone of their own. */
export function splitMoments(text: string): TextPart[] {
  return text
    .split(moment)
    .map(
      (part, index): TextPart =>
        index % 2 === 1 && !Number.isNaN(Date.parse(part)) ? { moment: part } : { text: part },
    )
    .filter((part) => 'moment' in part || part.text !== '');
}
