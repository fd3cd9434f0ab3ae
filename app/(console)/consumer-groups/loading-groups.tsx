import { Panel } from '#app/_ui/panel.tsx';

export function LoadingGroups() {
  return (
    <>
      <h1 className="text-xl font-[620] tracking-[-0.018em]">Consumer groups</h1>
      <Panel title="Consumer groups" face={{ kind: 'loading', rows: 14 }} />
    </>
  );
}
