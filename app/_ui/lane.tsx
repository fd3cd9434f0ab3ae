import clsx from 'clsx';

const lanes = ['orders', 'payments', 'restaurants', 'drivers', 'notifications', 'analytics'];

const furtherHues = 5;

/** The one colour of a service everywhere; a service we do not know takes a further hue by its name, always the same. */
export function laneColour(service: string): string {
  const lane = lanes.includes(service) ? service : `further-${(sumOf(service) % furtherHues) + 1}`;
  return `var(--lane-${lane})`;
}

/** In the order of the lanes, the ones we do not know behind them by name; a new array. */
export function sortByLane(services: readonly string[]): string[] {
  const place = (service: string) => (lanes.includes(service) ? lanes.indexOf(service) : lanes.length);
  return services.toSorted((a, b) => place(a) - place(b) || a.localeCompare(b));
}

function sumOf(word: string): number {
  let sum = 0;
  for (const letter of word) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997;
  return sum;
}

type LaneDotProps = { service: string; named?: boolean; className?: string };

/** The coloured square of a service. Write the name beside it, or give `named` where the square stands alone. */
export function LaneDot({ service, named = false, className }: LaneDotProps) {
  const square = clsx('inline-block size-2.5 shrink-0 rounded-[3px]', className);
  const style = { background: laneColour(service) };
  if (!named) return <span aria-hidden="true" className={square} style={style} />;
  return <span role="img" aria-label={service} data-tip={service} className={square} style={style} />;
}
