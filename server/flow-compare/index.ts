export { findGoodOne } from './find-good-one.ts';
export { getComparison } from './get-comparison.ts';
