import { runCollector } from '#server/collector/index.ts';
import { readSettings } from '#server/platform/config/index.ts';
import { createLogger } from '#server/platform/logging/index.ts';
import { startTelemetry } from '#server/platform/telemetry/index.ts';

const settings = readSettings(process.env);
const logger = createLogger({ name: 'collector', level: settings.LOG_LEVEL, format: settings.LOG_FORMAT });
const telemetry = startTelemetry({ serviceName: 'nibble-collector', logger });
const collector = await runCollector(settings, logger);
logger.info({ url: collector.url }, 'The collector listens');

let stopping = false;
async function stop(signal: NodeJS.Signals): Promise<void> {
  if (stopping) return;
  stopping = true;
  logger.info({ signal }, 'The collector stops');
  await collector.stop();
  await telemetry.shutdown();
  process.exit();
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
