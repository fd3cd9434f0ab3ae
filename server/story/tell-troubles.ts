import type { FlowEvent } from '#schemas/api/flow.ts';
import type { StorySentence } from '#schemas/api/story.ts';
import { asSentence, capital, foreignWords, typeWords } from './fill-words.ts';
import { wordsOf } from './story-words.ts';
import { sentenceOf, type ToldFlow } from './told-flow.ts';

export type Trouble = {
  group: string;
  /** The desk that the group is, in words for an outsider. */
  who: string;
  sentence: StorySentence;
  /** It gave up, and nobody has sent the event again since. */
  isOpen: boolean;
};

/** Events that a service could not take in: tried again, given up, or given up and sent again. */
export function findTroubles(told: ToldFlow): Trouble[] {
  const bad = told.flow.events.filter(({ role }) => role === 'retry' || role === 'dead_letter');
  return [...Map.groupBy(bad, subjectOf).values()].flatMap((tries) => {
    const [first] = tries;
    const last = tries.findLast(({ role }) => role === 'dead_letter') ?? tries.at(-1);
    return first && last ? [troubleOf(told, tries, last)] : [];
  });
}

function subjectOf({ copyOf, eventId, record, group }: FlowEvent): string {
  return `${group} ${copyOf ?? eventId ?? record}`;
}

function troubleOf({ flow, words }: ToldFlow, tries: readonly FlowEvent[], last: FlowEvent): Trouble {
  const group = last.group ?? last.service ?? 'a service';
  const who = wordsOf(words?.services ?? {}, group) ?? foreignWords(group);
  const gaveUp = last.role === 'dead_letter';
  const again = gaveUp && flow.events.some((event) => isReplayOf(event, last));
  const why = foreignWords(last.failure?.message ?? '');
  const what = `could not take in ${typeWords(last.type)}`;
  const did = gaveUp
    ? `gave up${timesOf(last.attempt, 'after')}`
    : `put it back to try again${timesOf(tries.length, '')}`;
  const text = `${capital(who)} ${what} and ${did}${why ? `: ${why}` : ''}`;
  const sentence = sentenceOf(last, {
    kind: 'trouble',
    tone: gaveUp && !again ? 'bad' : 'late',
    text: again ? `${asSentence(text)} It was sent again later.` : asSentence(text),
  });
  return { group, who, sentence, isOpen: gaveUp && !again };
}

function timesOf(count: number | null, preposition: string): string {
  if (count === null || count < 2) return '';
  return ` ${preposition ? `${preposition} ${count} tries` : `${count} times`}`;
}

function isReplayOf(event: FlowEvent, dead: FlowEvent): boolean {
  const same = event.copyOf === dead.copyOf && event.copyOf !== null;
  return event.role === 'replay' && event.time >= dead.time && (same || event.eventId === dead.eventId);
}
