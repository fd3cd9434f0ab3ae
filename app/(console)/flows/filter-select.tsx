import clsx from 'clsx';

type FilterSelectProps<T extends string> = {
  label: string;
  /** What the choice says while nothing is chosen. */
  any: string;
  value: T | null;
  options: readonly { value: T; label: string }[];
  onChange: (value: T | null) => void;
};

export function FilterSelect<T extends string>({ label, any, value, options, onChange }: FilterSelectProps<T>) {
  return (
    <label
      className={clsx(
        'relative inline-flex items-center rounded-m border max-sm:basis-[calc(50%-4px)]',
        value === null ? 'border-line-strong bg-panel' : 'border-accent bg-accent-soft text-accent',
      )}
    >
      <span className="sr-only">{label}</span>
      <select
        value={value ?? ''}
        onChange={(event) => onChange(options.find((option) => option.value === event.target.value)?.value ?? null)}
        className="h-7 w-full max-w-[220px] [field-sizing:content] appearance-none truncate rounded-m bg-transparent py-0 pr-7 pl-2.5 max-sm:h-[42px] max-sm:max-w-none pointer-coarse:h-[42px] [&>option]:bg-panel [&>option]:text-ink"
      >
        <option value="">{any}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <svg
        viewBox="0 0 10 6"
        width="8"
        height="5"
        aria-hidden="true"
        className="pointer-events-none absolute right-2.5"
      >
        <path d="M1 1 5 5 9 1" fill="none" stroke="currentColor" strokeWidth="1.6" />
      </svg>
    </label>
  );
}
