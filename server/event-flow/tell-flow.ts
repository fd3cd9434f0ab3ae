import type { FlowProcess, FlowStatus, FlowStep } from '#schemas/api/flow.ts';
import type { Process } from '#server/processes/index.ts';
import { fillSentence } from './fill-sentence.ts';

/** What the story needs of an event; `data` is its payload, undefined where it was not read. */
export type ToldEvent = { type: string | null; eventMs: number; data: unknown };

export type Told = {
  status: FlowStatus | null;
  /** The process that the flow follows, and as it is drawn over it; null where it follows none. */
  file: Process | null;
  process: FlowProcess | null;
  /** How many records the flow has, those included that repeat an event or are not shown. */
  records: number;
};

const mostLater = 3;
const badNews = /(?:failed|rejected|refunded|cancelled)$/;

/**
 * The flow in a few sentences of plain words: how it began, what matters most of what followed, and what it waits for.
 * Sentences come from its process; of other flows it tells only types, numbers and times. Pure.
 */
export function tellFlow(events: readonly ToldEvent[], { status, file, process, records }: Told): string {
  const [first] = events;
  if (!first) return 'Nothing of it has been recorded yet but REST calls.';
  const told = (file && tellProcess(events, file)) ?? tellTypes(events, status, records);
  return [told, process && tellNext(process, status)].filter(Boolean).join(' ');
}

/** What is late and why, else what comes next; null where nothing is to come. */
function tellNext({ steps }: FlowProcess, status: FlowStatus | null): string | null {
  const late = steps.find(({ state }) => state === 'late');
  if (late) return tellLate(late, status);
  const next = steps.filter(({ state }) => state === 'current').sort(bySooner)[0];
  if (status === 'stuck') return next ? `It is stuck: nothing will bring “${next.label}” by itself any more.` : null;
  if (!next) return null;
  const due = next.dueAt === null ? '' : `, by ${clock(Date.parse(next.dueAt))}`;
  return `Next: “${next.label}” from ${next.service}${due}.`;
}

function tellLate({ label, service, dueAt, why }: FlowStep, status: FlowStatus | null): string {
  const due = dueAt === null ? '' : ` was due by ${clock(Date.parse(dueAt))}`;
  const word = status === 'stuck' ? 'It is stuck' : 'It is late';
  return `${word}: “${label}” from ${service}${due}. ${why ?? ''}`.trim();
}

/** What has no due time comes last. */
function bySooner(a: FlowStep, b: FlowStep): number {
  const due = ({ dueAt }: FlowStep) => (dueAt === null ? Number.MAX_VALUE : Date.parse(dueAt));
  return due(a) - due(b);
}

function tellProcess(events: readonly ToldEvent[], process: Process): string | null {
  const [opening, ...rest] = sentencesOf(events, process);
  if (!opening) return null;
  const later = rest.slice(-mostLater);
  const last = later.at(-1);
  const beginning = `At ${clock(opening.eventMs)} ${opening.text}.`;
  return last ? `${beginning} By ${clock(last.eventMs)} ${later.map(({ text }) => text).join('; ')}.` : beginning;
}

function sentencesOf(events: readonly ToldEvent[], process: Process): { text: string; eventMs: number }[] {
  const said = new Set<string>();
  const before: unknown[] = [];
  return events.flatMap(({ type, eventMs, data }) => {
    before.unshift(data);
    const template = type === null || !matters(type, process) ? undefined : process.sentences[type];
    const text = template === undefined ? null : fillSentence(template, before);
    // An event that came twice happened once.
    if (text === null || said.has(text)) return [];
    said.add(text);
    return [{ text, eventMs }];
  });
}

function matters(type: string, { steps, ends }: Process): boolean {
  return steps.some(({ event }) => event === type) || ends.some(({ event }) => event === type) || badNews.test(type);
}

function tellTypes(events: readonly ToldEvent[], status: FlowStatus | null, records: number): string {
  const first = events[0];
  const last = events.at(-1);
  if (!first || !last) return '';
  const beginning = `Began with ${words(first.type)} at ${clock(first.eventMs)}.`;
  if (events.length === 1) return beginning;
  const outcome = status === 'done' || status === 'failed' ? 'the last is' : 'the last so far is';
  return `${beginning} ${records} records; ${outcome} ${words(last.type)} at ${clock(last.eventMs)}.`;
}

function words(type: string | null): string {
  return type === null ? 'a record without a type' : `“${type.replace(/[._-]+/g, ' ')}”`;
}

function clock(ms: number): string {
  return `${new Date(ms).toISOString().slice(11, 19)} UTC`;
}
