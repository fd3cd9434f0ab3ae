import { Panel } from '#app/_ui/panel.tsx';

export function LoadingPin() {
  return (
    <>
      <div className="skeleton h-9 w-full" />
      <div className="skeleton h-8 w-72" />
      <Panel face={{ kind: 'loading', rows: 10 }} />
    </>
  );
}
