import { Panel } from '#app/_ui/panel.tsx';

export function LoadingFlows() {
  return (
    <>
      <h1 className="text-xl font-semibold tracking-tight">Flows</h1>
      <Panel title="Flows" face={{ kind: 'loading', rows: 14 }} />
    </>
  );
}
