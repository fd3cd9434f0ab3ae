type SwitchPillProps = { on: boolean; onChange: (on: boolean) => void; tip: string; children: React.ReactNode };

/** A way to draw, on or off, as quiet as a mark. */
export function SwitchPill({ on, onChange, tip, children }: SwitchPillProps) {
  return (
    <button
      type="button"
      aria-pressed={on}
      onClick={() => onChange(!on)}
      data-tip={tip}
      className="inline-flex h-[22px] items-center gap-1.5 rounded-full bg-sunk px-2.5 text-s whitespace-nowrap text-ink-2 hover:text-ink max-sm:h-11 pointer-coarse:h-11"
    >
      {children}
    </button>
  );
}
