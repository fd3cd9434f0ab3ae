import { parseArgs } from 'node:util';
import { readSettings } from '#server/platform/config/index.ts';
import { createPool } from '#server/platform/db/index.ts';
import { discardReadSide, rebuildReadSide } from './rebuild-read-side.ts';

/** `node services/orders/rebuild.ts [--discard]`: the read side of orders, made anew and proven equal to the events. */
const { values } = parseArgs({ options: { discard: { type: 'boolean', default: false } } });
const pool = createPool({
  url: readSettings(process.env).DATABASE_URL,
  schema: 'orders',
  applicationName: 'rebuild-orders',
});
try {
  if (values.discard) {
    await discardReadSide(pool);
    const made = await rebuildReadSide(pool);
    console.log(`The read side was thrown away and made anew from ${made.events} events of ${made.orders} orders.`);
  }
  const { orders, events, differing } = await rebuildReadSide(pool);
  console.log(`${orders} orders, ${events} events: ${orders - differing.length} are as their events say.`);
  for (const orderId of differing) console.log(`Order ${orderId} was not, and is corrected.`);
  if (differing.length > 0) process.exitCode = 1;
} finally {
  await pool.end();
}
