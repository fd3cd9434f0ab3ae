import { prefixOutput } from './dev/prefix-output.ts';
import { watchSources } from './dev/watch-sources.ts';
import { projectRoot, readStackOptions } from './plan/stack-options.ts';
import { runInForeground } from './run-in-foreground.ts';

/** `npm run dev`: the same stack with Next's development server and processes that restart on change. */
export async function main(args: string[]): Promise<number> {
  const write = prefixOutput(process.stdout);
  const report = {
    say: (line: string) => write('stack', `${line}\n`),
    warn: (line: string) => write('stack', `! ${line}\n`),
    onOutput: (name: string, chunk: Buffer) => write(name, chunk.toString()),
  };
  const closing = new AbortController();
  const code = await runInForeground(() => readStackOptions(args, process.env, true), {
    report,
    onOpen: (stack) => {
      const renew = (names: string[]) => {
        report.say(`changed: ${names.join(', ')} ${names.length === 1 ? 'starts' : 'start'} again`);
        stack.renew(names);
      };
      watchSources(projectRoot, stack.processes, renew, closing.signal);
    },
  });
  closing.abort();
  return code;
}
