import { NibbleError } from '#schemas/errors.ts';

/** What keeps the stack from running: one sentence, and the command that mends it. */
export class StackProblem extends NibbleError {
  readonly sentence: string;
  readonly mend: string;

  constructor(sentence: string, mend: string, options?: { cause?: unknown }) {
    super('unavailable', `${sentence}\n  Mend it with: ${mend}`, options);
    this.name = 'StackProblem';
    this.sentence = sentence;
    this.mend = mend;
  }
}
