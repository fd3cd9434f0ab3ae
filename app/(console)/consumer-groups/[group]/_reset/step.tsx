type StepProps = {
  number: number;
  title: string;
  /** In quiet type beside the title. */
  aside?: React.ReactNode;
  children: React.ReactNode;
};

/** One thing to know or to say before a reset is run. */
export function Step({ number, title, aside, children }: StepProps) {
  return (
    <li className="grid grid-cols-[1.75rem_minmax(0,1fr)] border-t border-line px-4 py-3">
      <span aria-hidden="true" className="text-ink-3 tabular-nums">
        {number}
      </span>
      <div className="flex min-w-0 flex-col gap-1.5">
        <h3 className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-semibold">{title}</span>
          {aside ? <span className="text-s font-normal text-ink-3">{aside}</span> : null}
        </h3>
        {children}
      </div>
    </li>
  );
}
