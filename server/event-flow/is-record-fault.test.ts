import { expect, test } from 'vitest';
import { isRecordFault } from './is-record-fault.ts';

const withCode = (code: string) => Object.assign(new Error('database'), { code });

test.each(['08006', '57P01', '53100', '40001', '55006', 'ECONNREFUSED', '25006'])('%s is tried again', (code) => {
  expect(isRecordFault(withCode(code))).toBe(false);
});

test.each(['22021', '22003', '54000'])('%s is the fault of what is written', (code) => {
  expect(isRecordFault(withCode(code))).toBe(true);
});

test('errors of reading a record are its fault, anything else is not', () => {
  expect(isRecordFault(new RangeError('a length'))).toBe(true);
  expect(isRecordFault(new TypeError('not a text'))).toBe(true);
  expect(isRecordFault(new Error('Connection terminated unexpectedly'))).toBe(false);
  expect(isRecordFault('text')).toBe(false);
});
