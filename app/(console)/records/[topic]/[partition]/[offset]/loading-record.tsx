import { Panel } from '#app/_ui/panel.tsx';

/** Same heights as what will stand there, so that nothing jumps. */
export function LoadingRecord() {
  return (
    <>
      <div className="skeleton h-8 w-72" />
      <div className="skeleton h-6 w-full max-w-[70ch]" />
      <Panel face={{ kind: 'loading', rows: 10 }} />
    </>
  );
}
