import { randomUUID } from 'node:crypto';
import { kafkaFromSettings } from '#server/platform/kafka/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';
import { startTelemetry } from '#server/platform/telemetry/index.ts';
import packageFile from '../../package.json' with { type: 'json' };
import { createKafkaBroker } from './broker/kafka-broker.ts';
import type { ServiceDefinition } from './service-definition.ts';
import { readServiceSettings } from './service-settings.ts';
import { startService } from './start-service.ts';

const longestStopMs = 10_000;

/** The whole life of a service's process: settings from the environment, start, and a clean stop on SIGTERM or SIGINT. */
export async function runService(definition: ServiceDefinition): Promise<void> {
  const logger = createLogger({ name: definition.name });
  try {
    const settings = readServiceSettings(process.env, definition.name, definition.port);
    const telemetry = startTelemetry({ serviceName: definition.name, version: packageFile.version, logger });
    const member = `${definition.name}-${randomUUID().slice(0, 8)}`;
    const broker = createKafkaBroker(kafkaFromSettings(settings.platform, member, logger), logger);
    const service = await startService(definition, { settings, broker, logger });
    logger.info({ url: service.url }, 'the service listens');
    onStopSignal(async () => {
      logger.info('the service stops');
      await service.stop();
      await telemetry.shutdown();
    }, logger);
    await service.started;
    logger.info('the service reads and publishes events');
  } catch (error) {
    logger.error({ err: error }, 'the service could not start');
    process.exit(1);
  }
}

/** Runs `stop` once on the first signal and ends the process after it, or after ten seconds. */
export function onStopSignal(stop: () => Promise<void>, logger: { error(fields: object, text: string): void }): void {
  let stopping = false;
  const once = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), longestStopMs).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'stopping failed');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', once);
  process.once('SIGINT', once);
}
