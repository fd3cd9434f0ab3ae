/** What stops the setup: one sentence and the command that mends it. */
export class SetupProblem extends Error {
  constructor(sentence, mend) {
    super(sentence);
    this.name = 'SetupProblem';
    this.mend = mend;
  }
}
