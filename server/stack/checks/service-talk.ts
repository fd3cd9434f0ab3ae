import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import answers from './answers.json' with { type: 'json' };
import type { Checker, Finding } from './checker.ts';
import { namesForeignTable, pythonReach } from './foreign-reach.ts';
import { parseSource } from './parse-source.ts';
import { type RestCall, restCalls, textsIn } from './rest-calls.ts';
import { type DeclaredService, readServiceTree, type ServiceFile, type ServiceTree } from './service-files.ts';

type Seen = { findings: Finding[]; calls: { service: string; method: string; path: string }[] };

/**
 * Services talk by events. They ask one another by REST only where schemas/services.json says why, and read no table but
 * their own; that they import nobody is a rule of the rooms (and, for other languages, of this check).
 */
export const serviceTalk: Checker = {
  name: 'service talk',
  async run(root) {
    const tree = await readServiceTree(root);
    const seen = await Promise.all(tree.files.map((file) => look(root, tree, file)));
    const calls = seen.flatMap((file) => file.calls);
    const findings = [...undeclared(tree), ...seen.flatMap((file) => file.findings), ...unmadeCalls(tree, calls)];
    const withCode = new Set(tree.files.map(({ service }) => service));
    const expected = tree.folders.filter((name) => !tree.outside.includes(name)).length + 1;
    return { looked: withCode.size + 1, expected, of: 'services', findings, notes: [`${tree.files.length} files`] };
  },
};

function undeclared({ folders, declared, outside }: ServiceTree): Finding[] {
  const known = [...declared.map(({ name }) => name), ...outside];
  const mend = 'Give it an entry in schemas/services.json: what it tells and hears, and whom it asks by REST, and why.';
  return folders
    .filter((name) => !known.includes(name))
    .map((name) => ({ where: `services/${name}`, what: 'is a service that nothing declares', mend }));
}

async function look(root: string, { declared }: ServiceTree, { path, service }: ServiceFile): Promise<Seen> {
  const others = declared.map(({ name }) => name).filter((name) => name !== service);
  if (path.endsWith('.ts')) return await lookAtSource(root, { path, others, service, declared });
  const text = await readFile(join(root, path), 'utf8');
  const tables = namesForeignTable(text, others, path.endsWith('.sql'));
  const answered = answers.httpClients.filter((answer) => answer.path === path).map(({ module }) => module);
  const reach = path.endsWith('.py') ? pythonReach(text, others, answered) : [];
  return {
    findings: [...tables.map((name) => foreignTable(path, name)), ...reach.map((what) => otherWay(path, what))],
    calls: [],
  };
}

type SourcePlace = { path: string; service: string; others: string[]; declared: DeclaredService[] };

async function lookAtSource(root: string, { path, service, others, declared }: SourcePlace): Promise<Seen> {
  const source = await parseSource(root, path);
  const tables = textsIn(source).flatMap(({ text, line, isSchema }) => {
    const named = isSchema ? others.filter((name) => name === text) : namesForeignTable(text, others, false);
    return named.map((name) => foreignTable(`${path}:${line}`, name));
  });
  const { calls, otherWays } = restCalls(source);
  const allowed = declared.find(({ name }) => name === service)?.calls ?? [];
  const forbidden = calls.filter((call) => !allowed.some((known) => isSame(known, call)));
  return {
    findings: [
      ...tables,
      ...otherWays.map(({ line, what }) => otherWay(`${path}:${line}`, what)),
      ...forbidden.map((call) => forbiddenCall(path, service, call)),
    ],
    calls: calls.map(({ method, path: asked }) => ({ service, method, path: asked })),
  };
}

function isSame(known: { method: string; path: string }, call: { method: string; path: string }): boolean {
  return known.method === call.method && known.path === call.path;
}

function unmadeCalls({ declared, folders }: ServiceTree, calls: Seen['calls']): Finding[] {
  return declared
    .filter(({ name }) => folders.includes(name))
    .flatMap(({ name, calls: allowed }) =>
      allowed
        .filter((known) => !calls.some((call) => call.service === name && isSame(known, call)))
        .map(({ method, path, service }) => ({
          where: 'schemas/services.json',
          what: `${name} may ask ${service} for ${method} ${path}, and never does`,
          mend: 'Take the call out: what nobody needs is not to be allowed.',
        })),
    );
}

function foreignTable(where: string, name: string): Finding {
  const mend = `Hear the events of ${name} and keep what you need in a table of your own, or ask it by REST.`;
  return { where, what: `names a table in the schema of ${name}`, mend };
}

function otherWay(where: string, what: string): Finding {
  const mend = 'Ask by callJson of services/_kit with method and template as plain text, or talk by events.';
  return { where, what, mend };
}

function forbiddenCall(path: string, service: string, { method, path: asked, line }: RestCall): Finding {
  const mend =
    'Talk by events; what somebody waits for may be asked by REST when schemas/services.json says so under "calls", and why.';
  return { where: `${path}:${line}`, what: `${service} may not ask anybody for ${method} ${asked}`, mend };
}
