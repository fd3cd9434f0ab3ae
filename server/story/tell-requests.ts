import type { FlowRequest } from '#schemas/api/flow.ts';
import type { StorySentence } from '#schemas/api/story.ts';
import { asSentence, fillWords } from './fill-words.ts';
import { callName, wordsOf } from './story-words.ts';
import type { ToldFlow } from './told-flow.ts';

/** What people asked for by REST, as far as the story has words for it. */
export function tellRequests({ flow, words, payloads }: ToldFlow): StorySentence[] {
  return flow.requests.flatMap((request) => {
    const said = words && wordsOf(words.requests, callName(request));
    if (!said) return [];
    const refused = isRefused(request);
    const text = fillWords((refused ? said.refused : said.taken) ?? undefined, payloads);
    return text === null ? [] : [sentence(request, asSentence(text), refused)];
  });
}

function isRefused({ status }: FlowRequest): boolean {
  return status !== null && status >= 400;
}

function sentence({ id, service, startedAt }: FlowRequest, text: string, refused: boolean): StorySentence {
  const tone = refused ? 'bad' : 'plain';
  return { kind: 'asked', at: startedAt, text, tone, to: null, sel: id, type: null, service, eventId: null, times: 1 };
}
