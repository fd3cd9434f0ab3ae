import type { FlowProcess } from '#schemas/api/flow.ts';
import type { StorySentence } from '#schemas/api/story.ts';
import { capital, fillWords } from './fill-words.ts';
import { wordsOf, wordsOfStep } from './story-words.ts';
import type { ToldFlow } from './told-flow.ts';

/** Where the flow is, since when, and whether it goes no further. */
export type Place = { text: string; at: string | null; isEnd: boolean; next: string };

/** By the end of the process, else by the last step that is done, else by the last thing that is told. */
export function findPlace(told: ToldFlow, sentences: readonly StorySentence[]): Place {
  const { flow, words, payloads } = told;
  const end = flow.process?.end ?? endOf(told);
  if (end) {
    const said = words ? wordsOf(words.ends, end.event) : undefined;
    const text = fillWords(said?.here, payloads) ?? capital(end.label);
    const next = fillWords(said?.next, payloads) ?? `Nothing more: it is ${end.label}`;
    return { text, at: end.at, isEnd: true, next };
  }
  return { ...(placeOfStep(told, flow.process) ?? placeOfSentence(sentences)), isEnd: false, next: '' };
}

/** Where no process was matched, because its beginning is lost, the words still know its ends. */
function endOf({ flow, words, events }: ToldFlow) {
  const last = words && !flow.process ? events.findLast(({ type }) => wordsOf(words.ends, type) !== undefined) : null;
  return last?.type ? { event: last.type, label: 'over', at: last.time } : null;
}

type At = Pick<Place, 'text' | 'at'>;

function placeOfStep({ words, payloads }: ToldFlow, process: FlowProcess | null): At | null {
  const done = (process?.steps ?? []).filter(({ state }) => state === 'done').toReversed();
  for (const { id, at } of done) {
    const text = fillWords(wordsOfStep(words, id)?.here, payloads);
    if (text !== null) return { text, at };
  }
  const [last] = done;
  return last ? { text: `The last step that is done: “${last.label}”`, at: last.at } : null;
}

function placeOfSentence(sentences: readonly StorySentence[]): At {
  const last = sentences.findLast(({ kind }) => kind === 'happened') ?? sentences.at(-1);
  if (!last) return { text: 'Nothing of it has been recorded yet that could be told', at: null };
  return { text: `The last that is known: ${last.text}`, at: last.at };
}
