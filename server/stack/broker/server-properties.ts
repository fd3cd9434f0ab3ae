import { brokerSettings } from '../plan/defaults.ts';

export interface BrokerPlace {
  port: number;
  controllerPort: number;
  logFolder: string;
}

/** The settings file of the broker. The quorum is static: the same on every 4.x, and formatting twice does no harm. */
export function serverProperties({ port, controllerPort, logFolder }: BrokerPlace): string {
  const settings: Record<string, string> = {
    ...brokerSettings,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    'log.dirs': escapeValue(logFolder),
  };
  return Object.entries(settings)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}

// java.util.Properties takes a backslash as an escape, and reads Latin-1.
function escapeValue(value: string): string {
  const plain = value.replaceAll('\\', '\\\\');
  return plain.replace(/[^\x20-\x7e]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
