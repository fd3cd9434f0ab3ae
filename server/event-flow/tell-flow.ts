import type { FlowStatus } from '#schemas/api/flow.ts';
import { fillSentence } from './fill-sentence.ts';
import type { FlowProcess } from './flow-processes.ts';

/** What the story needs of an event; `data` is its payload, undefined where it was not read. */
export type ToldEvent = { type: string | null; eventMs: number; data: unknown };

const mostLater = 3;
const badNews = /(?:failed|rejected|refunded|cancelled)$/;

/**
 * The flow in one or two sentences of plain words: how it began, and what matters most of what followed. Sentences come
 * from the process that the flow's first events belong to; of other flows it tells only types, numbers and times. Pure.
 */
export function tellFlow(
  events: readonly ToldEvent[],
  status: FlowStatus | null,
  processes: readonly FlowProcess[],
): string {
  const [first] = events;
  if (!first) return 'Nothing of it has been recorded yet but REST calls.';
  const process = processes.find(({ starts }) => events.some(({ type }) => type !== null && starts.includes(type)));
  const told = process ? tellProcess(events, process) : null;
  return told ?? tellTypes(events, status);
}

function tellProcess(events: readonly ToldEvent[], process: FlowProcess): string | null {
  const [opening, ...rest] = sentencesOf(events, process);
  if (!opening) return null;
  const later = rest.slice(-mostLater);
  const last = later.at(-1);
  const beginning = `At ${clock(opening.eventMs)} ${opening.text}.`;
  return last ? `${beginning} By ${clock(last.eventMs)} ${later.map(({ text }) => text).join('; ')}.` : beginning;
}

function sentencesOf(events: readonly ToldEvent[], process: FlowProcess): { text: string; eventMs: number }[] {
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

function matters(type: string, { steps, ends }: FlowProcess): boolean {
  return steps.some(({ event }) => event === type) || ends.some(({ event }) => event === type) || badNews.test(type);
}

function tellTypes(events: readonly ToldEvent[], status: FlowStatus | null): string {
  const first = events[0];
  const last = events.at(-1);
  if (!first || !last) return '';
  const beginning = `Began with ${words(first.type)} at ${clock(first.eventMs)}.`;
  if (events.length === 1) return beginning;
  const outcome = status === 'done' || status === 'failed' ? 'the last is' : 'the last so far is';
  return `${beginning} ${events.length} records; ${outcome} ${words(last.type)} at ${clock(last.eventMs)}.`;
}

function words(type: string | null): string {
  return type === null ? 'a record without a type' : `“${type.replace(/[._-]+/g, ' ')}”`;
}

function clock(ms: number): string {
  return `${new Date(ms).toISOString().slice(11, 19)} UTC`;
}
