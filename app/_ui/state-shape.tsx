/** What a state means, wherever it is told: its colour and its shape go together. */
export type Tone = 'ok' | 'late' | 'broken' | 'quiet' | 'accent';

const shapes: Record<Tone, React.ReactNode> = {
  ok: <path d="M1.5 5.4 4 7.9 8.5 2.4" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  late: (
    <>
      <circle cx="5" cy="5" r="3.9" fill="none" stroke="currentColor" strokeWidth="1.2" />
      <path d="M5 1.1A3.9 3.9 0 0 0 5 8.9Z" fill="currentColor" />
    </>
  ),
  broken: <rect x="1.2" y="1.2" width="7.6" height="7.6" fill="currentColor" />,
  quiet: <circle cx="5" cy="5" r="3.9" fill="none" stroke="currentColor" strokeWidth="1.2" />,
  accent: <circle cx="5" cy="5" r="3.6" fill="currentColor" />,
};

/** ✓ ok, ◐ late, ■ broken, ○ nothing to say yet, ● live or selected; drawn, so that every font shows the same. */
export function StateShape({ tone }: { tone: Tone }) {
  return (
    <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden="true" className="shrink-0">
      {shapes[tone]}
    </svg>
  );
}
