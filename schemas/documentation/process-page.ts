import process from '../processes/order-lifecycle.json' with { type: 'json' };
import { generatedNote, table } from './event-page.ts';

type Cause = {
  event?: string;
  where?: Record<string, readonly string[]>;
  request?: string;
  silence?: string;
  moreMs?: number;
};

const labels = new Map<string, string>(
  [...process.steps, ...process.gates, ...process.compensations].map(({ id, label }) => [id, label]),
);

/** The order process as people read it: its path, where it may leave it, and what is undone then. */
export function processPage(): string {
  return [
    generatedNote,
    `# ${process.title}`,
    `\`schemas/processes/${process.id}.json\`, version ${process.version}. Begins with ${process.starts.map(eventLink).join(', ')}; ends with ${process.ends.map(({ event, label }) => `${eventLink(event)} (${label})`).join(' or ')}.`,
    '## Path',
    table(['step', 'told by', 'with', 'acts on', 'after', 'within'], process.steps.map(stepRow)),
    ...process.gates.map(
      ({ label, why, service, event, after, opens, withinMs }) =>
        `**${label}**: ${why}. ${service} tells it by ${eventLink(event)}, after: ${named(after)}; it opens: ${named([opens])}, which waits for it ${seconds(withinMs)}.`,
    ),
    '## Branches',
    table(
      ['branch', 'after', 'before', 'because of', 'reason of the end', 'undone'],
      process.branches.map(({ label, after, before, cause, end, compensations }) => [
        label,
        named(after),
        named(before),
        causeText(cause),
        `\`${end.reason}\``,
        named(compensations) || 'nothing',
      ]),
    ),
    '## Compensations',
    table(
      ['what', 'by', 'on', 'told with', 'only after'],
      process.compensations.map(({ label, service, cause, event, onlyAfter }) => [
        label,
        service,
        causeText(cause),
        event ? eventLink(event) : '–',
        named(onlyAfter),
      ]),
    ),
    '',
  ].join('\n\n');
}

function stepRow({ label, service, event, cause, after, withinMs }: (typeof process.steps)[number]): string[] {
  return [label, service, eventLink(event), causeText(cause), named(after) || '–', withinMs ? seconds(withinMs) : '–'];
}

function causeText({ event, where = {}, request, silence, moreMs = 0 }: Cause): string {
  if (request) return `\`${request}\``;
  if (silence) return `silence: ${named([silence])}${moreMs > 0 ? `, ${seconds(moreMs)} more` : ''}`;
  const fields = Object.entries(where).map(([field, values]) => ` (${field}: ${values.join(', ')})`);
  return eventLink(event ?? '') + fields.join('');
}

function named(ids: readonly string[]): string {
  return ids.map((id) => labels.get(id) ?? id).join('; ');
}

function seconds(ms: number): string {
  return `${ms / 1_000} s`;
}

function eventLink(type: string): string {
  return `[${type}](../events/${type}.md)`;
}
