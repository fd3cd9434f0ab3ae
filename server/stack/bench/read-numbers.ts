import { parseArgs } from 'node:util';

/** Reads `--name N` for each of these names, with what stands there as the default. Throws for any other flag. */
export function readNumbers<Name extends string>(args: string[], usual: Record<Name, number>): Record<Name, number> {
  const names = namesOf(usual);
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
  const { values } = parseArgs({ args, options });
  const read = { ...usual };
  for (const name of names) {
    const text = values[name];
    if (text === undefined) continue;
    const number = Number(text);
    if (!(number > 0)) throw new RangeError(`--${name} takes a number above 0, not ${text}`);
    read[name] = number;
  }
  return read;
}

/** An object literal of numbers by name has no other keys than its type says. */
function namesOf<Name extends string>(usual: Record<Name, number>): Name[] {
  return Object.keys(usual) as Name[];
}
