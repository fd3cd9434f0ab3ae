import { readSettings } from '#server/platform/config/index.ts';
import { type KafkaConnection, kafkaFromSettings } from '#server/platform/kafka/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';
import type { StackDoors } from './find-stack.ts';

/** The stack's broker, with the user's own `KAFKA_*` settings where there are any. */
export function connectToStack({ kafka }: Pick<StackDoors, 'kafka'>): KafkaConnection {
  // Only the broker is used; the platform's settings ask for a database too.
  const settings = readSettings({ DATABASE_URL: 'postgres://unused', ...process.env, KAFKA_BROKERS: kafka });
  return kafkaFromSettings(settings, `nibble-${process.pid}`, createLogger({ name: 'nibble', level: 'silent' }));
}
