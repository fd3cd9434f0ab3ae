import { startTelemetry } from '#server/platform/telemetry/index.ts';
import { inProcess } from './in-process.ts';
import { log } from './log.ts';
import { startSystemWatch } from './system-watch.ts';

/** What the web process starts besides its pages. */
export function startWeb(): void {
  inProcess('telemetry', () => startTelemetry({ serviceName: 'console', logger: log() }));
  startSystemWatch();
}
