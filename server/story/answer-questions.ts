import type { FlowStep } from '#schemas/api/flow.ts';
import type { StoryAnswer, StoryQuestion, StorySentence, StoryTone } from '#schemas/api/story.ts';
import { asSentence, capital, fillWords } from './fill-words.ts';
import { findPlace, type Place } from './find-place.ts';
import { type StepWords, wordsOf, wordsOfStep } from './story-words.ts';
import type { Trouble } from './tell-troubles.ts';
import type { ToldFlow } from './told-flow.ts';

/** What is known of the flow by the time the questions are asked. */
type Known = {
  told: ToldFlow;
  place: Place;
  /** The steps that are due now, the late ones first. */
  due: readonly DueStep[];
  sentences: readonly StorySentence[];
  troubles: readonly Trouble[];
};

type DueStep = {
  label: string;
  service: string;
  isLate: boolean;
  by: string;
  why: string | null;
  words?: StepWords | undefined;
};

const nothingMore = 'Nothing: it ended early, so the rest does not come';
const unknown = 'Not known: no process says what a flow like this should hold.';

/** What somebody asks who is asked about the flow: each question with its answer. */
export function answerQuestions(
  told: ToldFlow,
  sentences: readonly StorySentence[],
  troubles: readonly Trouble[],
): StoryAnswer[] {
  const place = findPlace(told, sentences);
  const known = { told, place, due: dueSteps(told), sentences, troubles };
  return [
    answer('where', place.text, told.flow.status === 'failed' ? 'bad' : 'plain'),
    answer('since', place.at ?? 'Not known'),
    missing(known),
    fault(known),
    answer('next', next(known)),
    ...(told.words ? [customerTold(known, told.words.notices.customer)] : []),
  ];
}

function answer(question: StoryQuestion, text: string, tone: StoryTone = 'plain'): StoryAnswer {
  return { question, text: asSentence(text), tone };
}

function dueSteps({ flow, words }: ToldFlow): DueStep[] {
  const steps = flow.process?.steps ?? [];
  const late = steps.filter(({ state }) => state === 'late');
  const current = steps.filter(({ state }) => state === 'current').toSorted(bySooner);
  return [...late, ...current].map(({ id, label, service, state, dueAt, dueBy, why }) => {
    const isLate = state === 'late';
    const by = dueAt === null ? '' : `${dueWords(dueBy, isLate)} ${dueAt}`;
    return { label, service, isLate, by, why, words: wordsOfStep(words, id) };
  });
}

/** What has no due time comes last. */
function bySooner(a: FlowStep, b: FlowStep): number {
  const due = ({ dueAt }: FlowStep) => (dueAt === null ? Number.MAX_VALUE : Date.parse(dueAt));
  return due(a) - due(b);
}

function dueWords(dueBy: 'deadline' | 'usual' | null, isLate: boolean): string {
  if (dueBy === 'usual') return 'usually there by';
  return isLate ? 'due by' : 'expected by';
}

function missing({ told, place, due }: Known): StoryAnswer {
  if (place.isEnd && due.length === 0)
    return answer('missing', told.flow.status === 'failed' ? nothingMore : 'Nothing');
  if (!told.flow.process) return answer('missing', unknown);
  const named = due.map(({ words, label, by, isLate }) => {
    const what = fillWords(words?.missing, told.payloads) ?? `“${label}”`;
    return `${what}${by ? `, ${by}` : ''}${isLate ? ': it is late' : ''}`;
  });
  const tone = due.some(({ isLate }) => isLate) ? 'late' : 'plain';
  return answer('missing', named.length > 0 ? named.join('; ') : 'Nothing so far', tone);
}

function fault(known: Known): StoryAnswer {
  const { told, place, due, troubles } = known;
  const open = troubles.find(({ isOpen }) => isOpen);
  if (open) return answer('fault', open.sentence.text, 'bad');
  const late = due.find(({ isLate }) => isLate);
  if (late)
    return answer('fault', `${capital(turnOf(told, late))}, whose turn it is. ${late.why ?? ''}`.trim(), 'late');
  if (place.isEnd) return answer('fault', faultOfEnd(known));
  if (!told.flow.process) return answer('fault', unknown);
  const [turn] = due;
  return answer(
    'fault',
    turn ? `Nobody’s: all is in time. It is the turn of ${turnOf(told, turn)}` : 'Nobody’s: all is in time',
  );
}

/** Why the flow ended early; of one that ended well, how often somebody had to try again. */
function faultOfEnd({ told, sentences, troubles }: Known): string {
  const { flow, words, payloads } = told;
  if (flow.status !== 'failed') {
    return troubles.length > 0 ? 'Nobody’s in the end; on the way something had to be tried again' : 'Nobody’s';
  }
  const branch = flow.process?.branch;
  const said = branch && (fillWords(words ? wordsOf(words.branches, branch.id) : undefined, payloads) ?? branch.label);
  return said ?? sentences.find(({ kind, tone }) => kind === 'happened' && tone === 'bad')?.text ?? 'Not known';
}

function next({ told, place, due }: Known): string {
  if (place.isEnd && due.length === 0) return place.next;
  if (!told.flow.process) return unknown;
  const [step] = due;
  if (!step) return 'Not known: no step is due now';
  if (told.flow.status === 'stuck') return 'Nothing by itself any more: somebody has to help it on';
  const { words, label, by } = step;
  const then = `${fillWords(words?.next, told.payloads) ?? `“${label}”, by ${step.service}`}${by ? `; ${by}` : ''}`;
  const otherwise = by.startsWith('usually') ? null : fillWords(words?.orElse, told.payloads);
  return otherwise ? `${asSentence(then)} If not, ${otherwise}` : then;
}

function turnOf({ words, payloads }: ToldFlow, { words: ofStep, service }: DueStep): string {
  return fillWords(ofStep?.who, payloads) ?? wordsOf(words?.services ?? {}, service) ?? service;
}

function customerTold({ sentences }: Known, customer: string): StoryAnswer {
  const last = sentences.findLast(({ kind, to }) => kind === 'told' && to === customer);
  if (!last) return answer('told', 'Nothing so far');
  return { question: 'told', text: `At ${last.at}: ${last.text}`, tone: last.tone };
}
