import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pythonServiceNames, serviceNames } from './defaults.ts';
import type { StackOptions } from './stack-options.ts';
import { stackPaths } from './stack-paths.ts';

/** What every Node process of the stack finds in its environment: the user's own, and where the others are. */
export function childEnvironment(
  options: Pick<StackOptions, 'root' | 'dataFolder' | 'services' | 'env' | 'ports' | 'traffic' | 'pace' | 'dev'>,
  { kafkaBrokers, databaseUrl }: { kafkaBrokers: string; databaseUrl: string },
): NodeJS.ProcessEnv {
  const { env, ports } = options;
  const own = Object.entries(env).filter(([name]) => !name.startsWith('npm_'));
  const doors = [...serviceNames, ...pythonServiceNames].map((name) => [
    `${name.toUpperCase()}_PORT`,
    String(ports[name]),
  ]);
  return {
    ...Object.fromEntries(own),
    ...Object.fromEntries(doors),
    KAFKA_BROKERS: kafkaBrokers,
    DATABASE_URL: databaseUrl,
    PORT: String(ports.web),
    OTLP_PORT: String(ports.otlp),
    OTEL_EXPORTER_OTLP_ENDPOINT: env.OTEL_EXPORTER_OTLP_ENDPOINT || `http://127.0.0.1:${ports.otlp}`,
    ...serviceAddresses(options),
    NIBBLE_CONFIG: env.NIBBLE_CONFIG || stackPaths(options.dataFolder).config,
    NIBBLE_PACE: String(options.pace),
    NIBBLE_FAULTS: env.NIBBLE_FAULTS || 'on',
    // Someone else's Kafka is only looked at, unless they say otherwise.
    NIBBLE_WRITES: env.NIBBLE_WRITES || (options.services ? 'on' : 'off'),
    TRAFFIC_PER_MINUTE: String(options.traffic),
    NEXT_TELEMETRY_DISABLED: '1',
    NODE_ENV: options.dev ? 'development' : 'production',
    ...(options.dev && { LOG_FORMAT: env.LOG_FORMAT || 'pretty', FORCE_COLOR: '1' }),
  };
}

/** Where there are none, the console must not offer to place an order: the user's own settings stand. */
function serviceAddresses({ root, services, ports }: Pick<StackOptions, 'root' | 'services' | 'ports'>) {
  if (!services || !existsSync(join(root, 'services'))) return {};
  return {
    ORDERS_URL: `http://127.0.0.1:${ports.orders}`,
    RESTAURANTS_URL: `http://127.0.0.1:${ports.restaurants}`,
    DRIVERS_URL: `http://127.0.0.1:${ports.drivers}`,
  };
}
