import { formatClock, formatDate, type TimeZoneChoice, zoneName } from '#app/_ui/format-time.ts';
import type { Story, StoryQuestion } from '#schemas/api/story.ts';
import { splitMoments } from './split-moments.ts';

export const questionWords: Record<StoryQuestion, string> = {
  where: 'Where is it?',
  since: 'Since when?',
  missing: 'What is missing?',
  fault: 'Whose fault is it?',
  next: 'What happens next?',
  told: 'What was the customer told last?',
};

export type TicketFormat = 'text' | 'markdown';

type TicketFacts = {
  story: Story;
  /** What the flow is called: `Order 4711`. */
  title: string;
  /** How it stands, in a word. */
  status: string;
  /** Where the page is. */
  link: string;
  zone: TimeZoneChoice;
  /** The link leads to a snapshot, not to the flow itself. */
  isSnapshot: boolean;
};

/** The story for a ticket: what is asked, what happened, what is to come, and the link. Pure. */
export function writeTicket(facts: TicketFacts, format: TicketFormat): string {
  const form = forms[format];
  const { story, title, status, link, zone, isSnapshot } = facts;
  const day = formatDate(Date.parse(story.asOf), zone);
  const told = (text: string) => form.words(inZone(text, zone, day));
  const answers = story.answers.map(({ question, text }) => form.pair(questionWords[question], told(text)));
  const sentences = story.sentences.map(({ at, text, times }) =>
    form.line(clock(at, zone, day), told(times > 1 ? `${text} (${times} times)` : text)),
  );
  const ahead = story.ahead.map(({ state, text, dueAt }) =>
    form.line(dueAt ? clock(dueAt, zone, day) : '…', told(state === 'late' ? `${text} (late)` : text)),
  );
  const read = `${isSnapshot ? 'Snapshot of' : 'Read'} ${day}, ${formatClock(Date.parse(story.asOf), zone)}`;
  return [
    form.head(form.words(`${title}: ${status}`)),
    ...answers,
    '',
    form.part(form.words('What happened')),
    ...sentences,
    ...(ahead.length > 0 ? ['', form.part(form.words('Still to come, and by when')), ...ahead] : []),
    '',
    form.words(`${read}; times in ${zoneName(zone, Date.parse(story.asOf))}.`),
    form.link(link),
    '',
  ].join('\n');
}

type Form = {
  head(text: string): string;
  part(text: string): string;
  pair(name: string, text: string): string;
  line(time: string, text: string): string;
  link(link: string): string;
  /** Text of others, so that it stays text. */
  words(text: string): string;
};

const forms: Record<TicketFormat, Form> = {
  text: {
    head: (text) => text,
    part: (text) => `${text}:`,
    pair: (name, text) => `${name} ${text}`,
    line: (time, text) => `  ${time}  ${text}`,
    link: (link) => link,
    words: (text) => text,
  },
  markdown: {
    head: (text) => `### ${text}\n`,
    part: (text) => `**${text}**\n`,
    pair: (name, text) => `- **${name}** ${text}`,
    line: (time, text) => `- \`${time}\` ${text}`,
    link: (link) => `<${link}>`,
    words: escapeMarkdown,
  },
};

// Also what only some dialects read: tables, mentions, HTML.
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>|~#@&]/g, '\\$&').replace(/:\/\//g, ':\\//');
}

function inZone(text: string, zone: TimeZoneChoice, day: string): string {
  return splitMoments(text)
    .map((part) => ('moment' in part ? clock(part.moment, zone, day) : part.text))
    .join('');
}

/** The date stands before what was on another day than the reading. */
function clock(at: string, zone: TimeZoneChoice, day: string): string {
  const ms = Date.parse(at);
  const date = formatDate(ms, zone);
  return date === day ? formatClock(ms, zone) : `${date}, ${formatClock(ms, zone)}`;
}
