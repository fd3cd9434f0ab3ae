/** Who listens everywhere is reached on loopback. */
export function reachableHost({ HOST }: NodeJS.ProcessEnv): string {
  return !HOST || HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST;
}
