export { describeCalls } from './describe-calls.ts';
export { describeConsumer } from './describe-consumer.ts';
export { brokenNeeds, neededPacts, type PairResult } from './matrix.ts';
export { openStage, type Stage, type ToldEvent } from './open-stage.ts';
export { canonicalJson, keepContract, listPacts } from './pact-file.ts';
export { type Publishing, tellOn, tellRecorded, verifyAnswers, verifyEvents } from './verify-producer.ts';
