import type { Ports, PythonServiceName, ServiceName } from './defaults.ts';

/** Where the parts of a stack are reached: base addresses of HTTP doors, `host:port` of the broker, URL of the database. */
export type StackAddresses = Record<'web' | 'otlp' | 'kafka' | 'database' | ServiceName | PythonServiceName, string>;

export function stackAddresses(ports: Ports, own: { kafkaBrokers: string; databaseUrl: string }): StackAddresses {
  const at = (port: number) => `http://127.0.0.1:${port}`;
  return {
    web: at(ports.web),
    otlp: at(ports.otlp),
    kafka: own.kafkaBrokers,
    database: own.databaseUrl,
    orders: at(ports.orders),
    payments: at(ports.payments),
    restaurants: at(ports.restaurants),
    drivers: at(ports.drivers),
    notifications: at(ports.notifications),
    analytics: at(ports.analytics),
    loyalty: at(ports.loyalty),
  };
}
