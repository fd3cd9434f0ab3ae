import type { FlowEvent } from '#schemas/api/flow.ts';
import type { Story, StorySentence, StoryTone } from '#schemas/api/story.ts';
import { asSentence, fillWords, foreignWords, typeWords } from './fill-words.ts';
import { type SentenceWords, type StoryWords, wordsOf } from './story-words.ts';
import { tellNotices } from './tell-notices.ts';
import { sentenceOf, type ToldFlow } from './told-flow.ts';

/** What the events say happened and who was told, in the flow's order; and what is left untold. */
export function tellEvents(told: ToldFlow): { sentences: StorySentence[]; untold: Story['untold'] } {
  const notices = tellNotices(told);
  const again = Map.groupBy(
    told.flow.events.filter(({ role }) => role === 'duplicate'),
    ({ copyOf }) => copyOf,
  );
  const untold = new Map<string | null, number>();
  const sentences: StorySentence[] = [];
  const before: unknown[] = [];
  for (const event of told.events) {
    before.unshift(told.data.get(event.record));
    const notice = notices.get(event.record);
    if (notice === null) continue;
    const sentence = notice ?? tellEvent(told, event, before);
    if (sentence) sentences.push({ ...sentence, times: 1 + (again.get(event.record)?.length ?? 0) });
    else untold.set(event.type, (untold.get(event.type) ?? 0) + 1);
  }
  return { sentences: joinAlike(sentences), untold: [...untold].map(([type, count]) => ({ type, count })) };
}

function tellEvent(told: ToldFlow, event: FlowEvent, payloads: readonly unknown[]): StorySentence | null {
  if (told.words) return tellByWords(told.words, event, payloads);
  const text =
    ofProcess(told, event, payloads) ?? `${foreignWords(event.service ?? 'A service')} told ${typeWords(event.type)}`;
  return sentenceOf(event, { kind: 'happened', text: asSentence(text) });
}

/** What the process itself says of the event: its sentence, else the label of the step that it does. */
function ofProcess(
  { flow, sentences }: ToldFlow,
  { type, record }: FlowEvent,
  payloads: readonly unknown[],
): string | null {
  const step = flow.process?.steps.find((one) => one.record === record && one.state === 'done');
  return fillWords(wordsOf(sentences, type), payloads) ?? step?.label ?? null;
}

function tellByWords(words: StoryWords, event: FlowEvent, payloads: readonly unknown[]): StorySentence | null {
  for (const variant of wordsOf(words.sentences, event.type) ?? []) {
    const text = fits(variant, payloads[0]) ? fillWords(variant.say, payloads) : null;
    if (text !== null) return sentenceOf(event, { kind: 'happened', tone: toneOf(variant), text: asSentence(text) });
  }
  return null;
}

function fits({ where = {} }: SentenceWords, data: unknown): boolean {
  return Object.entries(where).every(([field, wanted = []]) => {
    const value: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, field) : undefined;
    const values: unknown[] = Array.isArray(value) ? value : [value];
    return values.some((one) => typeof one === 'string' && wanted.includes(one));
  });
}

function toneOf({ tone }: SentenceWords): StoryTone {
  return tone === 'good' || tone === 'bad' ? tone : 'plain';
}

/** What is told many times in a row in the same words is told once, with how often. */
function joinAlike(sentences: readonly StorySentence[]): StorySentence[] {
  const joined: StorySentence[] = [];
  for (const sentence of sentences) {
    const last = joined.at(-1);
    if (last && last.text === sentence.text && last.kind === sentence.kind)
      joined[joined.length - 1] = { ...last, times: last.times + sentence.times };
    else joined.push(sentence);
  }
  return joined;
}
