/** Names and values, one a line. */
export function Facts({ children }: { children: React.ReactNode }) {
  return <dl className="grid grid-cols-[92px_minmax(0,1fr)] gap-x-2.5 gap-y-1.5 px-3.5 py-3">{children}</dl>;
}

export function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="pt-px text-s text-ink-3">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

type InspectorHeadProps = { title: string; mono?: boolean; mark?: React.ReactNode; aside: React.ReactNode };

export function InspectorHead({ title, mono = false, mark, aside }: InspectorHeadProps) {
  return (
    <header className="flex min-h-[42px] flex-wrap items-center gap-x-2 gap-y-1 border-b border-line px-3.5 py-2">
      <h2 className={`min-w-0 break-words font-semibold ${mono ? 'font-mono text-s' : ''}`}>{title}</h2>
      {mark}
      <span className="ml-auto text-ink-3 tabular-nums">{aside}</span>
    </header>
  );
}
