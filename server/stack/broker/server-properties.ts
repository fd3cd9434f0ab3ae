import { brokerSettings } from '../plan/defaults.ts';

export interface BrokerPlace {
  port: number;
  controllerPort: number;
  logFolder: string;
  sideDoor?: SideDoor | undefined;
}

/** Another port on which the broker listens, and the one at which it says it is reached there: that of a proxy. */
export interface SideDoor {
  port: number;
  shownAs: number;
}

/** The settings file of the broker. The quorum is static: the same on every 4.x, and formatting twice does no harm. */
export function serverProperties({ port, controllerPort, logFolder, sideDoor }: BrokerPlace): string {
  const doors = [`PLAINTEXT://127.0.0.1:${port}`];
  const settings: Record<string, string> = {
    ...brokerSettings,
    listeners: [...doors, `CONTROLLER://127.0.0.1:${controllerPort}`, ...side(sideDoor?.port)].join(','),
    'advertised.listeners': [...doors, ...side(sideDoor?.shownAs)].join(','),
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SIDE:PLAINTEXT',
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    'log.dirs': escapeValue(logFolder),
  };
  return Object.entries(settings)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');
}

function side(port: number | undefined): string[] {
  return port === undefined ? [] : [`SIDE://127.0.0.1:${port}`];
}

// java.util.Properties takes a backslash as an escape, and reads Latin-1.
function escapeValue(value: string): string {
  const plain = value.replaceAll('\\', '\\\\');
  return plain.replace(/[^\x20-\x7e]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
