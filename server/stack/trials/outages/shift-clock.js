import { readFileSync } from 'node:fs';

// Loaded into a process before its own code: its wall clock, and nothing else, is off by what stands in a file (ms).
const RealDate = Date;
const path = process.env.NIBBLE_TRIAL_CLOCK;
let offset = 0;

function read() {
  try {
    offset = Number(readFileSync(path, 'utf8')) || 0;
  } catch {
    offset = 0;
  }
}

class ShiftedDate extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(RealDate.now() + offset);
    else super(...args);
  }

  static now() {
    return RealDate.now() + offset;
  }
}

// Others wrap Date again and copy only what is its own.
Object.defineProperty(ShiftedDate, 'name', { value: 'Date' });
for (const name of ['UTC', 'parse']) {
  Object.defineProperty(ShiftedDate, name, { value: RealDate[name], writable: true, configurable: true });
}

if (path) {
  read();
  setInterval(read, 100).unref();
  globalThis.Date = ShiftedDate;
}
