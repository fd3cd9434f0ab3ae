export { type Clock, systemClock } from './clock.ts';
export { Moment } from './moment.ts';
export { timeInWords } from './time-in-words.ts';
