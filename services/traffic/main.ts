import { createLogger } from '#server/platform/logging/index.ts';
import { startTelemetry } from '#server/platform/telemetry/index.ts';
import { onStopSignal } from '#services/_kit/index.ts';
import { runTraffic } from './run-traffic.ts';
import { readTrafficSettings } from './traffic-settings.ts';

const logger = createLogger({ name: 'traffic' });
try {
  const settings = readTrafficSettings(process.argv.slice(2), process.env);
  const telemetry = startTelemetry({ serviceName: 'traffic', logger });
  const stopping = new AbortController();
  const { perMinute, seed, trouble, scenario } = settings;
  logger.info({ perMinute, seed, trouble, scenario }, 'customers are coming');
  const running = runTraffic(settings, stopping.signal, logger);
  onStopSignal(async () => {
    stopping.abort();
    await running;
    await telemetry.shutdown();
  }, logger);
  await running;
  // A scenario is over by itself.
  if (!stopping.signal.aborted) await telemetry.shutdown().then(() => process.exit(0));
} catch (error) {
  logger.error({ err: error }, 'traffic could not start');
  process.exit(1);
}
