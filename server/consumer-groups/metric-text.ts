import { type LagMetric, lagMetrics } from './lag-metrics.ts';

/**
 * Prometheus text format. Written by hand because a registry looks up every set of labels: that took five times as long,
 * and some ten thousand series are written anew at every scrape.
 */
export class MetricText {
  readonly #lines = new Map<LagMetric, string[]>();
  readonly #wanted: ReadonlySet<string> | null;

  /** `wanted`: the names that are asked for, null for all. */
  constructor(wanted: ReadonlySet<string> | null = null) {
    this.#wanted = wanted;
  }

  /** `labels` as `labelsOf` writes them. Null is not known, and what is not known has no series. */
  add(metric: LagMetric, labels: string, value: bigint | number | string | null): void {
    if (value === null || (this.#wanted !== null && !this.#wanted.has(metric))) return;
    const lines = this.#lines.get(metric) ?? [];
    if (lines.length === 0) this.#lines.set(metric, lines);
    lines.push(labels === '' ? `${metric} ${value}` : `${metric}{${labels}} ${value}`);
  }

  toString(): string {
    const families = [...this.#lines].map(
      ([metric, lines]) => `# HELP ${metric} ${lagMetrics[metric]}\n# TYPE ${metric} gauge\n${lines.join('\n')}\n`,
    );
    return families.join('');
  }
}

export function labelsOf(labels: Record<string, string | number>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${typeof value === 'number' ? value : escapeLabel(value)}"`)
    .join(',');
}

function escapeLabel(value: string): string {
  return /[\\"\n]/.test(value) ? value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n') : value;
}
