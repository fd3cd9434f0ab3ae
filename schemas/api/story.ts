import { z } from 'zod';
import { isoTime, partProblem } from './common.ts';
import { flow } from './flow.ts';

const tone = z.enum(['plain', 'good', 'late', 'bad']);
export type StoryTone = z.infer<typeof tone>;

/** What somebody asks who is asked about the flow, in this order. */
const storyQuestions = ['where', 'since', 'missing', 'fault', 'next', 'told'] as const;
export type StoryQuestion = (typeof storyQuestions)[number];

/** Moments stand in a `text` as ISO 8601 in UTC, so that each reader may see them in a zone of his own. */
const text = z.string();

const storyAnswer = z.object({ question: z.enum(storyQuestions), text, tone });
export type StoryAnswer = z.infer<typeof storyAnswer>;

const storySentence = z.object({
  /** `happened`: what an event says; `told`: what somebody was told; `asked`: by REST; `trouble`: a service that failed. */
  kind: z.enum(['happened', 'told', 'asked', 'trouble']),
  at: isoTime,
  text,
  tone,
  /** Whom it was `told`, as the notice names the kind of recipient; null for the others. */
  to: z.string().nullable(),
  /** What it is made of, and what a link selects: a record, or the id of a REST call. */
  sel: z.string(),
  type: z.string().nullable(),
  service: z.string().nullable(),
  eventId: z.string().nullable(),
  /** How often the same was recorded. */
  times: z.int(),
});
export type StorySentence = z.infer<typeof storySentence>;

const storyStep = z.object({
  step: z.string(),
  label: z.string(),
  state: z.enum(['current', 'expected', 'late']),
  /** What happens when it is done. */
  text,
  service: z.string(),
  dueAt: isoTime.nullable(),
  dueBy: z.enum(['deadline', 'usual']).nullable(),
});
export type StoryStep = z.infer<typeof storyStep>;

/** A flow told to somebody who knows its customers and not its services. */
export const story = flow.pick({ correlationId: true, business: true, status: true, shown: true }).extend({
  /** Whose words it is told in: a file of `schemas/stories`; null where the flow's process has none. */
  words: z.object({ process: z.string(), version: z.int() }).nullable(),
  answers: z.array(storyAnswer),
  /** In the order in which things happened. */
  sentences: z.array(storySentence),
  /** The steps that are not done, in the order of the process. */
  ahead: z.array(storyStep),
  /** Records that say nothing to a customer, by type. */
  untold: z.array(z.object({ type: z.string().nullable(), count: z.int() })),
  problems: z.array(partProblem),
  asOf: isoTime,
});
export type Story = z.infer<typeof story>;
