import clsx from 'clsx';

type Options<T extends string> = readonly { value: T; label: string }[];

type NativeSelectProps<T extends string> = {
  label: string;
  value: T;
  options: Options<T>;
  /** More options, under a heading of their own. */
  group?: { label: string; options: Options<T> } | undefined;
  onChange: (value: T) => void;
  /** Of the frame, and of the list itself: where it stands decides how large it is. */
  className: string;
  selectClassName: string;
  arrowClassName: string;
};

/** The browser's own list, which every device knows how to show, in our clothes. */
export function NativeSelect<T extends string>(props: NativeSelectProps<T>) {
  const { label, value, options, group, onChange, className, selectClassName, arrowClassName } = props;
  return (
    <label className={clsx('relative inline-flex items-center', className)}>
      <span className="sr-only">{label}</span>
      <select
        value={value}
        onChange={(event) => {
          const chosen = [...options, ...(group?.options ?? [])].find((option) => option.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
        className={clsx(
          'appearance-none rounded-m bg-transparent py-0 [&_optgroup]:bg-panel [&_optgroup]:text-ink [&_option]:bg-panel [&_option]:text-ink',
          selectClassName,
        )}
      >
        <OptionsOf options={options} />
        {group ? (
          <optgroup label={group.label}>
            <OptionsOf options={group.options} />
          </optgroup>
        ) : null}
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

function OptionsOf<T extends string>({ options }: { options: Options<T> }) {
  return options.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));
}
