import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { eventually } from './eventually.ts';
import { canCompileJava, groupMembersSource, javaClassPath, javaCommand } from './java-files.ts';
import { testBrokers } from './test-brokers.ts';

export interface JavaMember {
  /** Its client id too. */
  name: string;
  protocol: 'classic' | 'consumer' | 'share' | 'streams';
  group: string;
  topic: string;
  /** Having read and committed so many it stays a member and reads no more; without one it reads on. */
  limit?: number;
}

export interface JavaMembers {
  /** Whether there are streams groups: their jar comes by Maven. */
  readonly withStreams: boolean;
  /** Resolves when the member is one. */
  join(member: JavaMember): Promise<void>;
  /** Resolves when the member has read and committed so many. */
  hasRead(name: string, records: number): Promise<void>;
  /** Resolves when the member has left. */
  leave(name: string): Promise<void>;
  close(): Promise<void>;
}

const withinMs = 40_000;

/**
 * Members of groups by Java's own client, which speaks the protocols that kafkajs does not: KIP-848, share and streams groups.
 * All live in one process. Null where Java has no compiler.
 */
export async function openJavaMembers(): Promise<JavaMembers | null> {
  if (!(await canCompileJava())) return null;
  const { classPath, withStreams } = await javaClassPath();
  const flags = [
    '-Xmx160m',
    '-XX:+UseSerialGC',
    '-XX:TieredStopAtLevel=1',
    '-Dorg.slf4j.simpleLogger.defaultLogLevel=error',
  ];
  const child = spawn(javaCommand(), [...flags, '-cp', classPath, groupMembersSource, testBrokers().join(',')]);
  const told = new Set<string>();
  let ended: string | null = null;
  createInterface(child.stdout).on('line', (line) => told.add(line));
  const cries: string[] = [];
  createInterface(child.stderr).on('line', (line) => cries.push(line));
  child.on('close', (code) => {
    ended = `Java ended with ${code}: ${cries.slice(-10).join('\n')}`;
  });
  const heard = async (line: string, name: string) => {
    const failed = () => [...told].find((one) => one.startsWith(`failed ${name} `)) ?? ended;
    await eventually(() => told.has(line) || failed() !== null, { timeoutMs: withinMs, what: line });
    if (!told.has(line)) throw new Error(failed() ?? line);
  };
  return {
    withStreams,
    join: async ({ name, protocol, group, topic, limit = Number.MAX_SAFE_INTEGER }) => {
      child.stdin.write(`join ${name} ${protocol} ${group} ${topic} ${limit}\n`);
      await heard(`joined ${name}`, name);
    },
    hasRead: (name, records) => heard(`read ${name} ${records}`, name),
    leave: async (name) => {
      child.stdin.write(`leave ${name}\n`);
      await heard(`left ${name}`, name);
    },
    close: async () => {
      child.stdin.end();
      await eventually(() => ended !== null, { timeoutMs: withinMs, what: 'the end of Java' }).finally(() =>
        child.kill('SIGKILL'),
      );
    },
  };
}
