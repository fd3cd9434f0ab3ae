export { type FillResult, fillWords } from './fill-words.ts';
export { findFlowsByWords } from './find-flows-by-words.ts';
export { keepWordRetention, type WordRetention } from './keep-word-retention.ts';
export { openWordIndex, type WordIndex } from './open-word-index.ts';
export { search } from './search.ts';
export { wordTables } from './word-tables.ts';
export { wordsOfRecord } from './words-of-record.ts';
