export { type Clock, systemClock } from './clock.ts';
export { Moment } from './moment.ts';
