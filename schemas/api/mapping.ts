import { z } from 'zod';
import { kindProblem, sourceProblem, topicPatternProblem } from './mapping-fields.ts';

const checked = (problemOf: (text: string) => string | null) =>
  z.string().superRefine((text, context) => {
    const problem = problemOf(text);
    if (problem !== null)
      context.addIssue({ code: 'custom', message: `${JSON.stringify(text.slice(0, 100))} ${problem}` });
  });

/** One or several; always several once read. */
function oneOrMore<Schema extends z.ZodType>(item: Schema, most: number) {
  return z.preprocess((given) => (Array.isArray(given) ? given : [given]), z.array(item).min(1).max(most));
}

const sources = oneOrMore(checked(sourceProblem), 10);
const kind = checked(kindProblem);

/** How the records of some topics are read: for each field where its value stands, best first. */
export const topicMapping = z.strictObject({
  topics: oneOrMore(checked(topicPatternProblem), 50),
  correlation: sources.optional(),
  eventId: sources.optional(),
  type: sources.optional(),
  version: sources.optional(),
  time: sources.optional(),
  service: sources.optional(),
  causation: sources.optional(),
  /** By kind; the first stands for the flow in lists. */
  businessKeys: z
    .record(kind, sources)
    .refine((keys) => Object.keys(keys).length <= 16, 'are more than 16 kinds')
    .optional(),
  /** Kinds that are no business keys here, whatever a field is called: an id that every record has, say. */
  ignoreKeys: z.array(kind).max(50).optional(),
});
export type TopicMapping = z.infer<typeof topicMapping>;

/** The first mapping that fits a topic counts. */
export const topicMappings = z.array(topicMapping).max(100);
