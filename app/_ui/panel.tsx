import clsx from 'clsx';
import type { PartProblem } from '#schemas/api/common.ts';
import { StateShape } from './state-shape.tsx';

/** What a panel shows besides its content. Every panel can show each of these. */
export type PanelFace =
  | { kind: 'ready' }
  | { kind: 'loading'; rows?: number }
  | { kind: 'empty'; title: string; children?: React.ReactNode }
  /** The content stands, without the parts named. */
  | { kind: 'partial'; problems: PartProblem[] }
  /** The content stands as it was; `children` says in a few words since when and why. */
  | { kind: 'stale'; children: React.ReactNode }
  /** `reference` finds the failure in the log. */
  | { kind: 'failed'; detail: string; reference?: string | null; action?: React.ReactNode };

type PanelProps = {
  title?: React.ReactNode;
  /** How old the content is, or how it was obtained; beside the title in quiet type. */
  age?: React.ReactNode;
  actions?: React.ReactNode;
  face?: PanelFace;
  className?: string;
  children?: React.ReactNode;
};

/** A bordered region with a heading and five faces: loading, empty, partial, stale, failed. */
export function Panel({ title, age, actions, face = { kind: 'ready' }, className, children }: PanelProps) {
  return (
    <section
      aria-busy={face.kind === 'loading'}
      className={clsx('min-w-0 rounded-l border border-line bg-panel', className)}
    >
      {title || actions ? (
        <header className="flex min-h-[38px] flex-wrap items-center gap-x-2.5 gap-y-1 border-b border-line px-3.5 py-1">
          {title ? <h2 className="font-semibold">{title}</h2> : null}
          {face.kind === 'stale' ? <Stale>{face.children}</Stale> : null}
          {age ? (
            <span className={clsx('text-s text-ink-3', face.kind === 'stale' && 'max-sm:hidden')}>{age}</span>
          ) : null}
          {actions ? <span className="ml-auto flex items-center gap-2">{actions}</span> : null}
        </header>
      ) : null}
      <PanelBody face={face} titled={title !== undefined}>
        {children}
      </PanelBody>
    </section>
  );
}

/** The content keeps its place in the tree whatever stands above it, so that it keeps its scroll and focus too. */
function PanelBody({ face, titled, children }: { face: PanelFace; titled: boolean; children: React.ReactNode }) {
  return (
    <>
      {face.kind === 'stale' && titled ? null : noteOf(face)}
      {hasContent(face) ? children : <InsteadOfContent face={face} />}
    </>
  );
}

type FaceWithContent = Extract<PanelFace, { kind: 'ready' | 'partial' | 'stale' }>;

function hasContent(face: PanelFace): face is FaceWithContent {
  return face.kind === 'ready' || face.kind === 'partial' || face.kind === 'stale';
}

function noteOf(face: PanelFace): React.ReactNode {
  if (face.kind === 'stale') return <Note>{face.children}</Note>;
  if (face.kind !== 'partial') return null;
  return (
    <Note>
      {face.problems.map((problem) => (
        <span key={`${problem.what} ${problem.detail}`} className="block">
          <b>{problem.what}</b>: {problem.detail}
        </span>
      ))}
    </Note>
  );
}

function InsteadOfContent({ face }: { face: Exclude<PanelFace, FaceWithContent> }) {
  switch (face.kind) {
    case 'loading':
      return <LoadingRows rows={face.rows ?? 5} />;
    case 'empty':
      return (
        <div className="flex flex-col items-start gap-2 px-3.5 py-6">
          <p className="font-semibold">{face.title}</p>
          {face.children}
        </div>
      );
    case 'failed':
      return (
        <div role="alert" className="flex flex-col items-start gap-2 px-3.5 py-6">
          <p className="flex items-center gap-2 font-semibold text-broken">
            <StateShape tone="broken" /> {face.detail}
          </p>
          {face.reference ? (
            <p className="text-s text-ink-2">
              Reference for the log: <span className="mono">{face.reference}</span>
            </p>
          ) : null}
          {face.action}
        </div>
      );
  }
}

/** Beside the title, where nothing moves when it comes or goes; what does not fit is in the tip. */
function Stale({ children }: { children: React.ReactNode }) {
  return (
    <span
      role="status"
      className="inline-flex min-w-0 items-center gap-1.5 text-s text-late max-sm:flex-1 max-sm:basis-0"
    >
      <StateShape tone="late" />
      <span className="truncate">{children}</span>
    </span>
  );
}

function Note({ children }: { children: React.ReactNode }) {
  return (
    <div
      role="status"
      className="flex items-start gap-2 border-b border-line bg-late-soft px-3.5 py-2 text-s text-late [&>svg]:mt-[3px]"
    >
      <StateShape tone="late" />
      <div className="min-w-0">{children}</div>
    </div>
  );
}

function LoadingRows({ rows }: { rows: number }) {
  return (
    <div className="px-3.5">
      <span className="sr-only">Loading</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholder rows are all alike and never move
        <div key={row} className="flex h-row items-center border-line not-first:border-t">
          <div className="skeleton h-3" style={{ width: `${[62, 48, 71, 55, 40][row % 5]}%` }} />
        </div>
      ))}
    </div>
  );
}
