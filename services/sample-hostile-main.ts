import { writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startTelemetry } from '#server/platform/telemetry/index.ts';
import { runHostileOrders } from './sample-hostile-orders.ts';

// A process of its own for the trial, which knows services as processes only. One JSON line at its end.
const flag = { type: 'string' } as const;
const { values } = parseArgs({ options: { seed: flag, orders: flag, every: flag } });
const { seed = '11', orders = '1000', every = '150' } = values;
startTelemetry({ serviceName: 'hostile-orders' });
const say = (line: string) => writeSync(2, `  ${line}\n`);
const outcome = await runHostileOrders({ seed: Number(seed), orders: Number(orders), everyMs: Number(every), say });
writeSync(1, `${JSON.stringify(outcome)}\n`);
process.exit(0);
