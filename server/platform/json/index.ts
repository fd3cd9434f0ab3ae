export { changesBetween, type JsonChange } from './changes-between.ts';
export { isWithinDepth } from './is-within-depth.ts';
export { mergePatch } from './merge-patch.ts';
export { valueAt } from './value-at.ts';
