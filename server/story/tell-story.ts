import type { Story, StorySentence } from '#schemas/api/story.ts';
import type { FlowReading } from '#server/event-flow/index.ts';
import { answerQuestions } from './answer-questions.ts';
import { listAhead } from './list-ahead.ts';
import { wordsFor } from './story-words.ts';
import { tellEvents } from './tell-events.ts';
import { tellRequests } from './tell-requests.ts';
import { findTroubles } from './tell-troubles.ts';
import type { ToldFlow } from './told-flow.ts';

/** The flow in sentences of plain words, one a step, and what is usually asked about it. Pure. */
export function tellStory(reading: FlowReading): Story {
  const { flow } = reading;
  const told = toldFlow(reading);
  const { words } = told;
  const troubles = findTroubles(told);
  const { sentences, untold } = tellEvents(told);
  const all = inTime(sentences, [...tellRequests(told), ...troubles.map(({ sentence }) => sentence)]);
  return {
    correlationId: flow.correlationId,
    business: flow.business,
    status: flow.status,
    shown: flow.shown,
    words: words && { process: words.process, version: words.version },
    answers: answerQuestions(told, all, troubles),
    sentences: all,
    ahead: listAhead(told),
    untold,
    problems: flow.problems,
    asOf: flow.asOf,
  };
}

function toldFlow({ flow, data, sentences }: FlowReading): ToldFlow {
  const events = flow.events.filter(({ role }) => role === 'event');
  const words = wordsFor(flow);
  const payloads = events.map(({ record }) => data.get(record)).toReversed();
  return { flow, data, words, sentences, events, payloads };
}

/** Events keep the order that their causes gave them; the others stand before the first event that is later. */
function inTime(ordered: readonly StorySentence[], others: readonly StorySentence[]): StorySentence[] {
  const all = [...ordered];
  for (const other of others) {
    const place = all.findIndex(({ at }) => at > other.at);
    all.splice(place === -1 ? all.length : place, 0, other);
  }
  return all;
}
