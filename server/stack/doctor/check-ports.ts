import { createServer } from 'node:net';
import { portNames, portVariable } from '../plan/choose-ports.ts';
import type { Ports } from '../plan/defaults.ts';
import { StackProblem } from '../plan/stack-problem.ts';
import { findPortHolder } from './find-port-holder.ts';

const ownerOf: Partial<Record<keyof Ports, string>> = { controller: 'kafka', otlp: 'collector' };

/** The first of these ports that another process holds, as a problem that names it; null when all are free. */
export async function takenPort(
  ports: Ports,
  names: (keyof Ports)[],
  host = '127.0.0.1',
): Promise<StackProblem | null> {
  const free = await Promise.all(names.map((name) => isFree(ports[name], host)));
  const name = names[free.indexOf(false)];
  if (name === undefined) return null;
  const port = ports[name];
  const holder = await findPortHolder(port);
  const by = holder ? `process ${holder.pid} (${holder.command})` : 'another process';
  const end = holder ? `; or end it: kill ${holder.pid}` : '';
  const mend = `NIBBLE_PORTS_FROM=13000 npm start   (all ports move; ${portVariable(name)}=… moves this one${end})`;
  return new StackProblem(`Port ${port}, wanted for ${name}, is taken by ${by}.`, mend);
}

/** The ports that these processes of the stack listen on. */
export function portsOf(processes: { name: string }[]): (keyof Ports)[] {
  const named = new Set(processes.map(({ name }) => name));
  return portNames().filter((name) => named.has(ownerOf[name] ?? name));
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => {
      const code = 'code' in error ? error.code : null;
      if (code === 'EADDRINUSE') resolve(false);
      else if (code === 'EACCES') reject(new StackProblem(`Port ${port} is reserved for root.`, 'PORT=3000 npm start'));
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
