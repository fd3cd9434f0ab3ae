/** A key as it is written on the keyboard. */
export function Kbd({ children }: { children: React.ReactNode }) {
  return (
    <kbd className="rounded-s border border-line-strong px-[5px] py-px font-mono text-xs text-ink-3">{children}</kbd>
  );
}
