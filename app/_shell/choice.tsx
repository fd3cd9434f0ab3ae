import clsx from 'clsx';

type ChoiceProps<T extends string> = {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
  className?: string;
};

/** A choice of a few words in the bar: the browser's own list, which every device knows how to show. */
export function Choice<T extends string>({ label, value, options, onChange, className }: ChoiceProps<T>) {
  return (
    <label className={clsx('relative inline-flex items-center text-ink-2 hover:text-ink', className)}>
      <span className="sr-only">{label}</span>
      <select
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
        className="h-[30px] appearance-none rounded-m bg-transparent py-0 pr-5 pl-1.5 max-md:h-11 [&>option]:bg-panel [&>option]:text-ink"
      >
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
        className="pointer-events-none absolute right-1.5"
      >
        <path d="M1 1 5 5 9 1" fill="none" stroke="currentColor" strokeWidth="1.6" />
      </svg>
    </label>
  );
}
