import { Panel } from '#app/_ui/panel.tsx';

/** Same heights as what will stand there, so that nothing jumps. */
export function LoadingGroup() {
  return (
    <>
      <div className="skeleton h-8 w-72" />
      <div className="skeleton h-12 w-full max-w-[78ch]" />
      <Panel title="Partitions" face={{ kind: 'loading', rows: 6 }} />
      <Panel title="Over time" face={{ kind: 'loading', rows: 8 }} />
    </>
  );
}
