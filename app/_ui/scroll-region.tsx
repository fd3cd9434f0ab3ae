type ScrollRegionProps = { label: string; className: string; children: React.ReactNode };

/** What scrolls must be reached by keys: a region with a name, which takes the focus. */
export function ScrollRegion({ label, className, children }: ScrollRegionProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it no key scrolls
    <section tabIndex={0} aria-label={label} className={className}>
      {children}
    </section>
  );
}
