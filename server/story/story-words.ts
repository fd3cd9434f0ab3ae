import type { Flow, FlowRequest } from '#schemas/api/flow.ts';
import orderLifecycle from '#schemas/stories/order-lifecycle.json' with { type: 'json' };

/** A template, or several of which the first is taken whose fields are all known. */
export type Template = string | readonly string[];

type Names = Readonly<Partial<Record<string, string>>>;
type ByName<Value> = Readonly<Partial<Record<string, Value>>>;

export type SentenceWords = {
  where?: ByName<readonly string[]> | undefined;
  say: Template;
  tone?: string | undefined;
};

export type NoticeWords = {
  asked: string;
  sent: string;
  failed: string;
  by: string;
  customer: string;
  recipients: Names;
  channels: Names;
  subjects: Names;
};

export type StepWords = {
  here?: Template | undefined;
  missing: Template;
  who: Template;
  next: Template;
  orElse?: Template | undefined;
};

/** A file of `schemas/stories`; `story.schema.json` says what each part means. */
export type StoryWords = {
  process: string;
  version: number;
  sentences: ByName<readonly SentenceWords[]>;
  requests: ByName<{ taken: Template | null; refused: Template }>;
  notices: NoticeWords;
  services: Names;
  steps: ByName<StepWords>;
  /** For the end that a branch leads to. */
  leaving: StepWords;
  branches: ByName<Template>;
  ends: ByName<{ here: Template; next: Template }>;
};

const files: readonly StoryWords[] = [orderLifecycle];

/** The words for a flow: those of its process; where none is matched, as when its beginning is lost, those that know it. */
export function wordsFor({ process, events, requests }: Flow): StoryWords | null {
  if (process) return files.find((words) => words.process === process.id) ?? null;
  const knowsOne = (words: StoryWords) =>
    events.some(({ type }) => wordsOf(words.sentences, type) !== undefined) ||
    requests.some((request) => wordsOf(words.requests, callName(request)) !== undefined);
  return files.find(knowsOne) ?? null;
}

/** `POST /orders`, as the words name a REST call. */
export function callName({ method, route }: FlowRequest): string {
  return `${method} ${route}`;
}

/** What a name means in these words; undefined for one that only every object has. */
export function wordsOf<Value>(names: ByName<Value>, name: string | null): Value | undefined {
  return name !== null && Object.hasOwn(names, name) ? names[name] : undefined;
}

/** The words for a step: its own, or those for the end of a branch, which the process lists under the branch's name. */
export function wordsOfStep(words: StoryWords | null, id: string): StepWords | undefined {
  if (!words) return undefined;
  return wordsOf(words.steps, id) ?? (wordsOf(words.branches, id) === undefined ? undefined : words.leaving);
}
