import type { ProcessView } from '../../supervisor/process-spec.ts';
import type { Fault } from './faults.ts';
import type { Look } from './watch-doors.ts';

export type Phase = { fault: Fault; beganAt: number; overAt: number; endedAt: number };

/** A door must tell the truth this soon. */
const withinMs = 5_000;

export type Judged = { faults: string[]; told: Record<string, { awayMs: number | null; backMs: number | null }> };

/**
 * What doors said of one fault: which said within 5 s that they are not ready, and within 5 s of its end that they are;
 * and that each stayed up. `slack` is added on a machine that has more to do.
 */
export function judgePhase(looks: Look[], phase: Phase, slack: number): Judged {
  const { fault, beganAt, overAt, endedAt } = phase;
  const faults: string[] = [];
  const told: Judged['told'] = {};
  const limit = withinMs + slack;
  for (const [door, of] of Map.groupBy(looks, (one) => one.door)) {
    const within = of.filter(({ startedAt, endedAt: end }) => end >= beganAt && startedAt <= endedAt);
    const dead = within.filter(({ path, status }) => path === '/healthz' && status !== 200);
    if (dead.length > 0) faults.push(`${door} /healthz answered ${dead[0]?.status} during "${fault.name}"`);
    const ready = within.filter(({ path }) => path === '/readyz');
    const away = ready.find(({ startedAt, status }) => startedAt >= beganAt && startedAt < overAt && status !== 200);
    const back = ready.find(({ startedAt, status }) => startedAt >= overAt && status === 200);
    const awayMs = away ? Math.round(away.endedAt - beganAt) : null;
    const backMs = back ? Math.round(back.endedAt - overAt) : null;
    told[door] = { awayMs, backMs };
    faults.push(...judgeDoor(door, fault, { awayMs, backMs, limit, mute: ready.filter(({ status }) => status === 0) }));
  }
  return { faults, told };
}

function judgeDoor(
  door: string,
  { name, says, toldBy }: Fault,
  { awayMs, backMs, limit, mute }: { awayMs: number | null; backMs: number | null; limit: number; mute: Look[] },
): string[] {
  const faults: string[] = [];
  if (mute.length > 0) faults.push(`${door} /readyz gave no answer ${mute.length} times during "${name}"`);
  if (says === null && awayMs !== null) faults.push(`${door} called itself not ready during "${name}"`);
  if (says === null || (toldBy && !toldBy.includes(door))) return faults;
  if (awayMs === null || awayMs > limit)
    faults.push(`${door} took ${awayMs ?? '∞'} ms to say that it is not ready ("${name}")`);
  if (backMs === null || backMs > limit)
    faults.push(`${door} took ${backMs ?? '∞'} ms to say that it is ready again ("${name}")`);
  return faults;
}

/** Nobody but what was hit may have been started anew. */
export function judgeProcesses(before: ProcessView[], after: ProcessView[], hits: string | null): string[] {
  return before.flatMap(({ name, pid, restarts }) => {
    const now = after.find((view) => view.name === name);
    if (name === hits || (now?.pid === pid && now.restarts === restarts)) return [];
    return [`${name} was started anew (${pid} → ${now?.pid})`];
  });
}
