import type { BenchResult } from '../bench-result.ts';
import { analyze } from '../flow-lookup/multiply-rows.ts';
import { waitUntilStored } from '../ingest/wait-until-stored.ts';
import { readNumbers } from '../read-numbers.ts';
import { type FlowTraffic, makeFlows } from '../traffic/make-flows.ts';
import { createTrafficTopics, preloadTopics } from '../traffic/preload-topics.ts';
import { type BenchStack, withBenchStack } from '../with-bench-stack.ts';
import { makeLongFlow } from './make-long-flow.ts';
import { measureBrowser, ratioInBrowser } from './measure-browser.ts';
import { type OpenedFlow, openFlow } from './open-flow.ts';

const limitMs = 10 * 60_000;
const around = 20_000;
/** The longest that is shown whole, and the longest that is shown whole when asked. */
const whole = 1_000;
const atMost = 10_000;

/**
 * Opens flows of all lengths among ordinary ones, at the read functions, over HTTP and in a browser: a long one, folded, is
 * to open as one that is just not, and one of 10,000 records is to move as fast as a screen.
 */
export async function measureFlowPage(args: string[], say: (line: string) => void): Promise<BenchResult> {
  const { long, each, loads, frames } = readNumbers(args, { long: 100_000, each: 50, loads: 12, frames: 150 });
  return await withBenchStack(['kafka', 'postgres', 'collector', 'web'], say, async (bench) => {
    const ids = await fill(bench, long, say);
    say('opening flows');
    const server = await measureServer(bench, ids, each);
    const longest = server[`of ${long}, folded`]?.http.p50 ?? 0;
    const page = (id: string | undefined) => `${bench.stack.addresses.web}/flows/${id}`;
    const browser = await measureBrowser({
      ordinary: page(ids.ordinary),
      long: `${page(ids.long.get(Math.min(atMost, long)))}?expand=all`,
      loads,
      frames,
      say,
    });
    const onServer = longest / (server[`of ${whole}`]?.http.p50 || 1);
    return { ratio: Math.max(onServer, ratioInBrowser(browser)), figures: { server, browser } };
  });
}

type Ids = { ordinary: string; long: Map<number, string> };

async function fill(bench: BenchStack, longest: number, say: (line: string) => void): Promise<Ids> {
  const lengths = [...new Set([whole, Math.min(atMost, longest), longest])];
  const traffics = lengths.map((length): [number, FlowTraffic] => [length, makeLongFlow()]);
  const ordinary = makeFlows();
  say(`sending and storing flows of ${lengths.join(', ')} records`);
  await createTrafficTopics(bench.kafka);
  await preloadTopics(bench.kafka, ordinary, around);
  for (const [length, traffic] of traffics) await preloadTopics(bench.kafka, traffic, length);
  await waitUntilStored(
    bench,
    lengths.reduce((sum, length) => sum + length, around),
    limitMs,
  );
  await analyze(bench);
  const idOf = ({ flows }: FlowTraffic) => flows[0]?.correlationId ?? '';
  return { ordinary: idOf(ordinary), long: new Map(traffics.map(([length, traffic]) => [length, idOf(traffic)])) };
}

async function measureServer(
  bench: BenchStack,
  { ordinary, long }: Ids,
  each: number,
): Promise<Record<string, OpenedFlow>> {
  const opened: Record<string, OpenedFlow> = { ordinary: await openFlow(bench, ordinary, each) };
  for (const [length, id] of long) {
    opened[length > whole ? `of ${length}, folded` : `of ${length}`] = await openFlow(bench, id, each);
    if (length <= whole || length > atMost) continue;
    opened[`of ${length}, whole`] = await openFlow(bench, id, each, { expand: 'all', limit: length });
  }
  return opened;
}
