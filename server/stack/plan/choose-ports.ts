import { defaultPorts, type Ports } from './defaults.ts';
import { StackProblem } from './stack-problem.ts';

const variableOf: Partial<Record<keyof Ports, string>> = {
  web: 'PORT',
  otlp: 'OTLP_PORT',
  kafka: 'NIBBLE_KAFKA_PORT',
  postgres: 'NIBBLE_POSTGRES_PORT',
};

/** The setting that moves a port, for the sentence that says it is taken. */
export function portVariable(name: keyof Ports): string {
  return variableOf[name] ?? (name === 'controller' ? 'NIBBLE_KAFKA_PORT' : `${name.toUpperCase()}_PORT`);
}

/**
 * The port of each door: its own variable, else its place in the row that begins at `portsFrom`, else the default.
 * The controller sits beside the broker.
 */
export function choosePorts(env: NodeJS.ProcessEnv, portsFrom?: number): Ports {
  const ports = { ...defaultPorts };
  const names = portNames();
  for (const [index, name] of names.entries()) {
    if (portsFrom !== undefined) ports[name] = portsFrom + index;
    const variable = name === 'controller' ? undefined : portVariable(name);
    if (portsFrom === undefined && variable && env[variable]) ports[name] = readPort(variable, env[variable]);
  }
  ports.controller = ports.kafka + 1;
  return ports;
}

export function portNames(): (keyof Ports)[] {
  return Object.keys(defaultPorts).filter((name): name is keyof Ports => name in defaultPorts);
}

function readPort(variable: string, text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new StackProblem(`${variable}=${text} is not a port (1 to 65535).`, `${variable}=13000 npm start`);
}
