/** One step of a path as one writes it: `.name`, or `['a name']` where a dot would not do. */
export function pathStep(name: string): string {
  if (/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(name)) return `.${name}`;
  return `['${name.replaceAll(/['\\]/g, '\\$&')}']`;
}
