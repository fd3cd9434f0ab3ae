import file from './services.json' with { type: 'json' };

/** One request a service may send to another while somebody waits for the answer. */
export type ServiceCall = { service: string; method: string; path: string; why: string };

export type ServiceEntry = {
  name: string;
  language: string;
  /** Without the prefix that stands before all topics and groups. */
  consumerGroup: string;
  description: string;
  /** Event types. */
  produces: readonly string[];
  consumes: readonly string[];
  calls: readonly ServiceCall[];
};

const byName: ReadonlyMap<string, ServiceEntry> = new Map(file.services.map((service) => [service.name, service]));

/** Every service that tells or hears events. */
export function listServices(): readonly ServiceEntry[] {
  return file.services;
}

/** Programs that stand beside the services and are held to none of their rules. */
export function listOutside(): readonly { name: string; why: string }[] {
  return file.outside;
}

export function serviceOf(name: string): ServiceEntry | null {
  return byName.get(name) ?? null;
}

/** The names of the services that tell events of this type. */
export function producersOf(type: string): string[] {
  return file.services.filter(({ produces }) => produces.includes(type)).map(({ name }) => name);
}

/** The names of the services that hear events of this type. */
export function consumersOf(type: string): string[] {
  return file.services.filter(({ consumes }) => consumes.includes(type)).map(({ name }) => name);
}

/** False only for a service of ours that does not declare the type: tools and tests have no entry and are free. */
export function mayPublish(source: string, type: string): boolean {
  return byName.get(source)?.produces.includes(type) ?? true;
}
