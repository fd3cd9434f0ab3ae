import { Panel } from '#app/_ui/panel.tsx';

/** Same heights as what will stand there, so that nothing jumps. */
export function LoadingFlow() {
  return (
    <>
      <div className="skeleton h-8 w-72" />
      <div className="skeleton h-12 w-full max-w-[78ch]" />
      <div className="skeleton h-7 w-96 max-w-full" />
      <Panel face={{ kind: 'loading', rows: 10 }} />
    </>
  );
}
