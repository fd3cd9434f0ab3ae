export { deletePin } from './delete-pin.ts';
export { getPin } from './get-pin.ts';
export { listPins } from './list-pins.ts';
export { pinFlow } from './pin-flow.ts';
export { pinTables } from './pin-tables.ts';
export { snapshotReading } from './snapshot-reading.ts';
