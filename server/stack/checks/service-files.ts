import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { projectFiles } from './project-files.ts';

const callSchema = z.object({ service: z.string(), method: z.string(), path: z.string() });
const fileSchema = z.object({
  services: z.array(z.object({ name: z.string(), calls: z.array(callSchema) })),
  outside: z.array(z.object({ name: z.string() })),
});

export type DeclaredService = z.infer<typeof fileSchema>['services'][number];
export type ServiceFile = { path: string; service: string };
export type ServiceTree = {
  declared: DeclaredService[];
  outside: string[];
  /** Names of the folders that hold a service, or something that stands beside them. */
  folders: string[];
  /** The code of declared services, without their tests and what only those need. */
  files: ServiceFile[];
};

const ofTests = /(\.test\.ts|_test\.py|(^|\/)(sample[-_][^/]+|conftest\.py))$|\/(\.[^/]+|__pycache__|tests?)\//;

/** What stands under services/ at `root`, and what schemas/services.json says of it. */
export async function readServiceTree(root: string): Promise<ServiceTree> {
  const { services, outside } = fileSchema.parse(
    JSON.parse(await readFile(join(root, 'schemas/services.json'), 'utf8')),
  );
  const entries = await readdir(join(root, 'services'), { withFileTypes: true }).catch(() => []);
  const folders = entries.filter((entry) => entry.isDirectory() && !/^[_.]/.test(entry.name)).map(({ name }) => name);
  const paths = (await projectFiles(root, ['.ts', '.sql', '.py'])).filter((path) => !ofTests.test(path));
  const files = paths.flatMap((path) => {
    const [, service] = /^services\/([^_/.][^/]*)\//.exec(path) ?? [];
    return service && services.some(({ name }) => name === service) ? [{ path, service }] : [];
  });
  return { declared: services, outside: outside.map(({ name }) => name), folders, files };
}
