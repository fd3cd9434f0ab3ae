import { parseArgs } from 'node:util';

/** Reads `--name N` for each of these names, with what stands there as the default. Throws for any other flag. */
export function readNumbers<Name extends string>(args: string[], usual: Record<Name, number>): Record<Name, number> {
  const options = Object.fromEntries(Object.keys(usual).map((name) => [name, { type: 'string' as const }]));
  const { values } = parseArgs({ args, options });
  const read = { ...usual };
  for (const name of Object.keys(usual) as Name[]) {
    const text = values[name];
    if (text === undefined) continue;
    const number = Number(text);
    if (!(number > 0)) throw new RangeError(`--${name} takes a number above 0, not ${text}`);
    read[name] = number;
  }
  return read;
}
