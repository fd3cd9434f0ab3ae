import clsx from 'clsx';

type NativeSelectProps<T extends string> = {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
  /** Of the frame, and of the list itself: where it stands decides how large it is. */
  className: string;
  selectClassName: string;
  arrowClassName: string;
};

/** The browser's own list, which every device knows how to show, in our clothes. */
export function NativeSelect<T extends string>(props: NativeSelectProps<T>) {
  const { label, value, options, onChange, className, selectClassName, arrowClassName } = props;
  return (
    <label className={clsx('relative inline-flex items-center', className)}>
      <span className="sr-only">{label}</span>
      <select
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
        className={clsx(
          'appearance-none rounded-m bg-transparent py-0 [&>option]:bg-panel [&>option]:text-ink',
          selectClassName,
        )}
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
        className={clsx('pointer-events-none absolute', arrowClassName)}
      >
        <path d="M1 1 5 5 9 1" fill="none" stroke="currentColor" strokeWidth="1.6" />
      </svg>
    </label>
  );
}
