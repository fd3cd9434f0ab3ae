import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type LockedJar, lockedJars } from './locked-jars.ts';

export interface JavaArchive {
  /** Flags that make the JVM use the archive, or write it when it ends. */
  flags: () => string[];
  /** Takes over what a JVM has written, unless it was killed while writing. */
  settle: (signal: NodeJS.Signals | null) => void;
}

/**
 * An archive of loaded classes (JEP 350), written by the first broker that ends in order: later ones start in about a
 * third of the time. It fits one build of Java and one set of jars, so its name holds both.
 */
export function javaArchive(jars: string, javaSays: string, locked: readonly LockedJar[] = lockedJars): JavaArchive {
  const key = createHash('sha256')
    .update(javaSays)
    .update(locked.map(({ sha256 }) => sha256).join())
    .update(jars);
  const file = join(dirname(jars), `classes-${key.digest('hex').slice(0, 12)}.jsa`);
  const draft = `${file}.${process.pid}`;
  return {
    flags() {
      if (existsSync(file)) return [`-XX:SharedArchiveFile=${file}`];
      return mayWrite(dirname(file)) ? [`-XX:ArchiveClassesAtExit=${draft}`] : [];
    },
    settle(signal) {
      if (!existsSync(draft)) return;
      if (signal === null || signal === 'SIGTERM') renameSync(draft, file);
      else rmSync(draft, { force: true });
    },
  };
}

function mayWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
