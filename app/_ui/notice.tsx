import { StateShape } from './state-shape.tsx';

/** A word above the content about the content itself: what is missing in it, or why not to trust it. */
export function Notice({ tone, children }: { tone: 'late' | 'broken'; children: React.ReactNode }) {
  return (
    <div
      role="status"
      className={`flex items-start gap-2 rounded-l px-3.5 py-2 text-s [&>svg]:mt-[3px] ${
        tone === 'late' ? 'bg-late-soft text-late' : 'bg-broken-soft text-broken'
      }`}
    >
      <StateShape tone={tone} />
      <div className="min-w-0 [overflow-wrap:anywhere]">{children}</div>
    </div>
  );
}
