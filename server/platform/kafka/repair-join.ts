import { setTimeout as delay } from 'node:timers/promises';
import ConsumerGroup from 'kafkajs/src/consumer/consumerGroup.js';

const everyMs = 250;
const patienceMs = 20_000;
/** A broker that has just started reads its groups first; one that stops hands them on. */
const passing = new Set(['GROUP_LOAD_IN_PROGRESS', 'GROUP_COORDINATOR_NOT_AVAILABLE', 'NOT_COORDINATOR_FOR_GROUP']);

/**
 * kafkajs gives a consumer up when the coordinator is not there yet as it joins. The next one is a new member, and the
 * group waits for the old one until its session ends: ten seconds more after every restart of a broker.
 */
export function repairJoin(): void {
  const join = ConsumerGroup.prototype.joinAndSync;
  ConsumerGroup.prototype.joinAndSync = async function joinWhenThere(this: ConsumerGroup): Promise<void> {
    const deadline = performance.now() + patienceMs;
    for (;;) {
      try {
        return await join.call(this);
      } catch (error) {
        if (!passes(error) || performance.now() > deadline) throw error;
        await delay(everyMs);
      }
    }
  };
}

function passes(error: unknown): boolean {
  return error instanceof Error && 'type' in error && passing.has(String(error.type));
}
