import { isAlive } from '../install/process-identity.js';
import { pythonServiceNames, serviceNames } from '../plan/defaults.ts';
import { readStackOptions } from '../plan/stack-options.ts';
import { stackPaths } from '../plan/stack-paths.ts';
import { StackProblem } from '../plan/stack-problem.ts';
import { answersHttp } from '../supervisor/answers-http.ts';
import { readState, type StackState } from '../supervisor/state-file.ts';

/** Where a stack that runs is reached. */
export type StackDoors = {
  web: string;
  /** `host:port`, separated by commas. */
  kafka: string;
  services: ReadonlyMap<string, string>;
};

/**
 * The stack on this data folder; where none runs, one that answers on the ports of the settings, as in containers. Throws
 * StackProblem when there is neither.
 */
export async function findStack(env: NodeJS.ProcessEnv): Promise<StackDoors> {
  const { dataFolder, ports, kafkaBrokers } = readStackOptions([], env);
  const state = readState(stackPaths(dataFolder).state);
  const kafka = kafkaBrokers ?? `127.0.0.1:${ports.kafka}`;
  if (state && isAlive(state.supervisor)) return doorsOf(state, kafka);
  const at = (port: number) => `http://127.0.0.1:${port}`;
  if (!(await answersHttp(`${at(ports.orders)}/healthz`))) {
    throw new StackProblem(`No stack runs on ${dataFolder}, and nobody answers at ${at(ports.orders)}.`, 'npm start');
  }
  const services = [...serviceNames, ...pythonServiceNames].map((name) => ({ name, door: at(ports[name]) }));
  const isThere = await Promise.all(services.map(({ door }) => answersHttp(`${door}/healthz`)));
  const found = services.filter((_, index) => isThere[index]).map(({ name, door }) => [name, door] as const);
  return { web: at(ports.web), kafka, services: new Map(found) };
}

function doorsOf({ address, processes }: StackState, kafka: string): StackDoors {
  const known = new Map(processes.map((view) => [view.name, view.address]));
  const services = processes.flatMap(({ name, state, address: door }) =>
    isInfrastructure(name) || state === 'left out' || door === null ? [] : [[name, door] as const],
  );
  return { web: address ?? '', kafka: known.get('kafka') ?? kafka, services: new Map(services) };
}

function isInfrastructure(name: string): boolean {
  return ['kafka', 'postgres', 'collector', 'web', 'traffic'].includes(name);
}

/** The door of one service. Throws StackProblem when there is none of this name. */
export function doorOf({ services }: StackDoors, name: string): string {
  const door = services.get(name);
  if (door !== undefined) return door;
  const names = [...services.keys()].join(', ');
  if (names === '') throw new StackProblem('The console runs alone here, without services.', 'npm start');
  throw new StackProblem(`There is no service "${name}" here.`, `one of: ${names}`);
}
