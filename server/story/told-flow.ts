import type { Flow, FlowEvent } from '#schemas/api/flow.ts';
import type { StorySentence } from '#schemas/api/story.ts';
import type { StoryWords } from './story-words.ts';

/** A flow on its way to being told. */
export type ToldFlow = {
  flow: Flow;
  /** The parsed payload of each record that was read. */
  data: ReadonlyMap<string, unknown>;
  words: StoryWords | null;
  /** Those of the process itself, by event type, for want of `words`. */
  sentences: Readonly<Record<string, string>>;
  /** The first record of each event, in the flow's order. */
  events: readonly FlowEvent[];
  /** The payloads of `events`, the newest first. */
  payloads: readonly unknown[];
};

export function sentenceOf(
  event: FlowEvent,
  told: Pick<StorySentence, 'kind' | 'text'> & Partial<StorySentence>,
): StorySentence {
  const { time: at, record: sel, type, service, eventId } = event;
  return { at, tone: 'plain', to: null, sel, type, service, eventId, times: 1, ...told };
}

/** A text field of a payload; null where it is none. */
export function textField(data: unknown, name: string): string | null {
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, name)) return null;
  const value: unknown = Reflect.get(data, name);
  return typeof value === 'string' ? value : null;
}
