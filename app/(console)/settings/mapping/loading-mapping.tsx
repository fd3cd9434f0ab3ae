import { Panel } from '#app/_ui/panel.tsx';

export function LoadingMapping() {
  return (
    <>
      <h1 className="text-xl font-semibold tracking-tight">Mapping</h1>
      <Panel title="What is found" face={{ kind: 'loading', rows: 9 }} />
    </>
  );
}
